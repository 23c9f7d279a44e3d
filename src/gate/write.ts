/** Files that are whole or as they were: nobody ever reads half of one. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type Problem, UsageError } from '../kernel/errors.ts'

/**
 * Writes beside the file, and puts that in its place.
 *
 * @param shown how messages call the file
 * @throws UsageError where it cannot be written; what was there before stays then
 */
export function writeReport(path: string, text: string, shown: string = path): void {
  const beside = `${resolve(path)}.${process.pid}.tmp`
  try {
    mkdirSync(dirname(beside), { recursive: true })
    writeFileSync(beside, text)
    renameSync(beside, path)
  } catch (error) {
    tidy(beside)
    throw new UsageError(unwritten(error as NodeJS.ErrnoException, shown))
  }
}

/** Where not even the folder is one, nothing was left there. */
function tidy(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // What is told is why it could not be written.
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
