/** Strings in the text of scripts, as Lua 5.1 reads them. */

/** Comments and long strings, which stay, and strings in quotes. */
const PIECES =
  /--\[(=*)\[[^]*?\]\1\]|--[^\n]*|\[(=*)\[[^]*?\]\2\]|"(?:\\[^]|[^"\\\n])*"|'(?:\\[^]|[^'\\\n])*'/g

/**
 * A script whose strings mean to Lua 5.3 what they mean to 5.1, to which a backslash before any
 * other letter than a few is nothing: there, `"\."` is a dot and `"\x41"` is `x41`.
 */
export const withOldEscapes = (source: string): string =>
  source.replaceAll(PIECES, piece =>
    /^["']/.test(piece) ? piece.replaceAll(/\\([^])/g, escape) : piece,
  )

const escape = (whole: string, sign: string): string =>
  /[abfnrtv\\"'\n\r\d]/.test(sign) ? whole : sign
