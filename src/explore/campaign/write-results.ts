/** Writes a file of results, line by line as trials are done, and in their order at the end. */
import { closeSync, openSync, writeSync } from 'node:fs'
import { UsageError } from '../../kernel/errors.ts'
import type { TrialResult } from '../search/trial.ts'
import { writeWhole } from '../whole-file.ts'
import { Checksum } from './checksum.ts'
import type { Header } from './header.ts'
import { type End, endLine, headerLine, trialLine } from './result-lines.ts'

/** The text of a whole file. */
export function resultsText(
  header: Header,
  results: readonly TrialResult[],
  end: End['end'],
): string {
  const lines = [headerLine(header), ...results.map(trialLine)]
  const checksum = new Checksum()
  for (const line of lines) checksum.add(line)
  const last = { end, trials: results.length }
  const sha256 = checksum.add(endLine(last)).sum()
  return `${[...lines, endLine({ ...last, sha256 })].join('\n')}\n`
}

/** A file that can be read whenever its writer dies: what is done is in it. */
export class ResultsFile {
  readonly #path: string
  readonly #header: Header
  readonly #results = new Map<number, TrialResult>()
  readonly #open: number

  /** @param known what is in it from the beginning */
  constructor(path: string, header: Header, known: readonly TrialResult[] = []) {
    this.#path = path
    this.#header = header
    for (const result of known) this.#results.set(result.trial, result)
    writeResults(path, `${[headerLine(header), ...known.map(trialLine)].join('\n')}\n`)
    this.#open = openSync(path, 'a')
  }

  /** One trial more. */
  add(result: TrialResult): void {
    this.#results.set(result.trial, result)
    writeSync(this.#open, `${trialLine(result)}\n`)
  }

  /** Puts all in order, and says how it ended. */
  close(end: End['end']): void {
    closeSync(this.#open)
    const results = [...this.#results.values()].sort((a, b) => a.trial - b.trial)
    writeResults(this.#path, resultsText(this.#header, results, end))
  }
}

/** Writes all of it or nothing. @throws UsageError where it cannot be written */
export function writeResults(path: string, text: string): void {
  try {
    writeWhole(path, text)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const what = `results cannot be written to ${path}: ${code ?? String(error)}`
    const fix = 'write a file in a folder that is there and has room; what is in it is kept'
    throw new UsageError({ what, where: '--out', fix })
  }
}
