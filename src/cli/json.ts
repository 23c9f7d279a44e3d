/** How results are printed for programs: see docs/json.md. */

/** Raised when a field changes its meaning or goes away; not when one is added. */
const JSON_VERSION = 1

/** A result as indented JSON, which ends its line. */
export const jsonText = (result: object): string =>
  `${JSON.stringify({ version: JSON_VERSION, ...result }, undefined, 2)}\n`
