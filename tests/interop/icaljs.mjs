// ical.js, as Thunderbird and Nextcloud read calendars. Arguments: the module's path, then a folder of .ics files.
// Prints one JSON line for each file, in order of names; its own list of zones is empty, so that only what the object defines counts.
import { readdirSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [modulePath, folder] = process.argv.slice(2);
const ICAL = (await import(pathToFileURL(modulePath).href)).default;
const digits = (text) => text.replace(/[-:]/g, "");

function moment(time, zones) {
  if (time.isDate) return digits(time.toString());
  if (time.zone === ICAL.Timezone.utcTimezone) return digits(time.toString());
  const zone = zones.get(time.zone?.tzid ?? time.timezone);
  if (!zone) throw new Error(`TZID ${time.timezone} is not defined in the object`);
  const offset = zone.utcOffset(time);
  return digits(new Date(Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second) - offset * 1000).toISOString()).replace(".000Z", "Z");
}

for (const name of readdirSync(folder).filter((each) => each.endsWith(".ics")).sort()) {
  const root = new ICAL.Component(ICAL.parse(readFileSync(`${folder}/${name}`, "utf8")));
  const zones = new Map(root.getAllSubcomponents("vtimezone").map((each) => [each.getFirstPropertyValue("tzid"), new ICAL.Timezone(each)]));
  const events = root.getAllSubcomponents("vevent");
  if (events.length !== 1) throw new Error(`${name} has ${events.length} events`);
  const [event] = events;
  const value = (property) => event.getFirstPropertyValue(property);
  console.log(JSON.stringify({
    file: name.slice(0, -4),
    uid: value("uid"),
    method: root.getFirstPropertyValue("method"),
    attendees: event.getAllProperties("attendee").map((each) => each.getFirstValue()),
    sequence: value("sequence"),
    summary: value("summary"),
    start: moment(value("dtstart"), zones),
    end: moment(value("dtend"), zones),
    tzid: event.getFirstProperty("dtstart").getParameter("tzid") ?? "",
  }));
}
