/** Messages of Lua 5.3 in the words of Lua 5.1, which Redis has. */

/** A message as Redis would have it. */
export const inWordsOf51 = (message: string): string =>
  message
    .replace(ATTEMPT, "attempt to $1 $3 '$4' (a $2 value)")
    .replace(/syntax error near (?!'[=,]')/, "'=' expected near ")
    .replace(/near <eof>$/, "near '<eof>'")

/** What was tried, on what kind of value, and how it is named. */
const ATTEMPT = /attempt to (.+) a (\w+) value \((local|field|global|upvalue|method) '(.*)'\)/
