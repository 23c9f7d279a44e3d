/** Bytes as text with one character for each: strings of Redis may be any bytes, and stay so. */
import { Buffer } from 'node:buffer'

/** The bytes of such a text. */
export function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  return bytes
}

/** The text of bytes, or of some of them. */
export const textOf = (bytes: Uint8Array, from = 0, to = bytes.length): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1', from, to)

/** Such a text of what is written in any script. */
export const fromUnicode = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')

/** What is written, if the bytes are UTF-8. */
export const toUnicode = (text: string): string => Buffer.from(text, 'latin1').toString('utf8')

/** Several pieces as one. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((total, { length }) => total + length, 0))
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}
