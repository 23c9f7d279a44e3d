/** Files that are whole or as they were. */
import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'

/**
 * Writes beside the file, and puts that in its place: whoever reads the file meanwhile sees the old
 * one or the new one, and never half of one. Where the path is a link, it stays one; and what is no
 * file at all, as a pipe or `/dev/stdout`, is written to as it is.
 *
 * @throws what the system says; what was there before stays then
 */
export function writeWhole(path: string, text: string): void {
  const there = statSync(path, { throwIfNoEntry: false })
  if (there !== undefined && !there.isFile()) return writeFileSync(path, text)
  const file = there === undefined ? path : realpathSync(path)
  const draft = `${file}.${process.pid}.tmp`
  try {
    writeFileSync(draft, text)
    renameSync(draft, file)
  } catch (error) {
    tidy(draft)
    throw error
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
