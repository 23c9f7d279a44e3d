/**
 * What the processes of a suite hand to its reporter: a file for each test (or each file of tests),
 * in a folder that the reporter names to them by an environment variable, which all inherit.
 */
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UsageError } from '../kernel/errors.ts'
import type { TestPlays } from './entries/entries.ts'
import type { ReadOptions } from './reporter-options.ts'
import { unwritten } from './write.ts'

/** Which tests are to tell what they played: those that failed, or all. */
export type Wanted = 'failed' | 'all'

/** What a reporter asks of the processes of its suite. */
export type Brief = {
  /** The folder of the parts. */
  readonly parts: string
  /** The folder that paths are told from. */
  readonly root: string
  readonly for: Wanted
  /** Whether a format was asked for that draws. */
  readonly isDrawn: boolean
}

/** The variable of the environment that holds the brief. */
const VARIABLE = 'GAMEDAY_REPORT'

/** Makes a folder for the parts, and tells all processes that are started from now on. */
export function askForParts(root: string, { for: wanted, html }: ReadOptions): Brief {
  const parts = mkdtempSync(join(tmpdir(), 'gameday-report-'))
  const brief = { parts, root, for: wanted, isDrawn: html !== undefined }
  process.env[VARIABLE] = JSON.stringify(brief)
  return brief
}

/** Takes the parts away, and asks for no more. */
export function forgetParts({ parts }: Brief): void {
  Reflect.deleteProperty(process.env, VARIABLE)
  rmSync(parts, { recursive: true, force: true })
}

/** What this process was asked for; undefined where nobody wants a report. */
export function briefHere(): Brief | undefined {
  const text = process.env[VARIABLE]
  return text === undefined ? undefined : (JSON.parse(text) as Brief)
}

/** What tests played, by their keys; the try before is forgotten. */
export type Part = { readonly [key: string]: TestPlays }

/** The key of a part that is of one test alone, as those of Vitest are, whose tests have ids. */
export const ONLY = ''

/** Whether what a test played is asked for. */
export const isWanted = ({ for: wanted }: Brief, hasFailed: boolean): boolean =>
  wanted === 'all' || hasFailed

/** Of the nth test of a name that ran in a file, from 0. */
export const keyOfTest = (name: string, nth: number): string =>
  nth === 0 ? name : `${name}\n${nth}`

/**
 * Hands over what some tests have played. Half of a part is none to its reader, so it is written as
 * it is: a suite has many.
 *
 * @throws UsageError where the disk is full
 */
export function writePart(brief: Brief, id: string, part: Part): void {
  const path = pathOf(brief, id)
  try {
    writeFileSync(path, JSON.stringify(part))
  } catch (error) {
    throw new UsageError(unwritten(error as NodeJS.ErrnoException, path))
  }
}

/** Of a test whose last try has nothing to tell. */
export const dropPart = (brief: Brief, id: string): void =>
  rmSync(pathOf(brief, id), { force: true })

/** What was handed over; nothing of what played nothing, or was ended in the middle. */
export function readPart(brief: Brief, id: string): Part {
  try {
    return JSON.parse(readFileSync(pathOf(brief, id), 'utf8')) as Part
  } catch {
    return {}
  }
}

const pathOf = ({ parts }: Brief, id: string): string =>
  join(parts, `${createHash('sha256').update(id).digest('hex')}.json`)
