/** What options are given as: texts, which mean numbers and seeds. */
import * as v from 'valibot'
import { type Schema, wholeNumber } from '../kernel/schema.ts'

/** A whole number, written in digits. */
export const wholeNumberText = (least: number, most: number, example: string): Schema<number> =>
  v.pipe(
    v.unknown(),
    v.transform(text => (/^\d+$/.test(String(text)) ? Number(text) : text)),
    wholeNumber(least, most, example),
  )

/** Any text. */
export const text: Schema<string> = v.string()
