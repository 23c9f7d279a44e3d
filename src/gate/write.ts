/** Reports as files that are whole or as they were; why one could not be written, what to do. */
import { mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { writeWhole } from '../explore/whole-file.ts'
import { type Problem, UsageError } from '../kernel/errors.ts'

/**
 * Writes a report, and the folders that it is to stand in.
 *
 * @param shown how messages call the file
 * @throws UsageError where it cannot be written; what was there before stays then
 */
export function writeReport(path: string, text: string, shown: string = path): void {
  const whole = resolve(path)
  try {
    mkdirSync(dirname(whole), { recursive: true })
    writeWhole(whole, text)
  } catch (error) {
    throw new UsageError(unwritten(error as NodeJS.ErrnoException, shown))
  }
}

/** Why a file could not be written, and what to do. */
export function unwritten({ code = '', message }: NodeJS.ErrnoException, shown: string): Problem {
  return {
    what: `the report ${shown} could not be written: ${reasons[code] ?? message}`,
    fix: remedies[code] ?? 'name another file',
  }
}

const reasons: { readonly [code: string]: string | undefined } = {
  EACCES: 'its folder may not be written',
  EPERM: 'its folder may not be written',
  EROFS: 'its folder may not be written',
  EISDIR: 'there is a folder of that name',
  ENOTDIR: 'a part of its path is a file',
  EEXIST: 'a part of its path is a file',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
}

const freeSome = 'free some space; an earlier report is still there'

const remedies: { readonly [code: string]: string | undefined } = {
  EACCES: 'name a file in a folder that may be written',
  EPERM: 'name a file in a folder that may be written',
  EROFS: 'name a file in a folder that may be written',
  ENOSPC: freeSome,
  EDQUOT: freeSome,
}
