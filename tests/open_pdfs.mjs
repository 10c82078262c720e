// Reads names of PDFs on standard input, opens every page with pdf.js, and prints what it warns of.
import fs from "node:fs";

let said = [];
for (const way of ["log", "warn", "info", "error"]) console[way] = (...words) => said.push(words.join(" "));
const pdfjs = await import("pdfjs-dist/legacy/build/pdf.mjs");
for (const name of fs.readFileSync(0, "utf8").split("\n").filter(Boolean)) {
  try {
    const data = new Uint8Array(fs.readFileSync(name));
    const book = await pdfjs.getDocument({ data, verbosity: pdfjs.VerbosityLevel.WARNINGS, useSystemFonts: false }).promise;
    await book.getOutline();
    for (let number = 1; number <= book.numPages; number++) {
      const page = await book.getPage(number);
      if ((await page.getTextContent()).items.length === 0) said.push(`page ${number} holds no text`);
      if (!(await page.getStructTree())) said.push(`page ${number} has no tags`);
      await page.getOperatorList();
      await page.getAnnotations();
    }
    await book.destroy();
  } catch (error) {
    said.push(String(error));
  }
  for (const words of new Set(said)) process.stdout.write(`${name}: ${words}\n`);
  said = [];
}
