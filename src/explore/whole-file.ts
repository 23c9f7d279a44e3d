/** Files that are whole or as they were. */
import { renameSync, rmSync, writeFileSync } from 'node:fs'

/**
 * Writes beside the file, and puts that in its place: whoever reads the file meanwhile sees the old
 * one or the new one, and never half of one.
 *
 * @throws what the system says; what was there before stays then
 */
export function writeWhole(path: string, text: string): void {
  const draft = `${path}.${process.pid}.tmp`
  try {
    writeFileSync(draft, text)
    renameSync(draft, path)
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
