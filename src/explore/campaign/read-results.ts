/** Reads a file of results: the whole of it, or a mistake with its line; never half of it. */
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { type Problem, UsageError } from '../../kernel/errors.ts'
import type { TrialResult } from '../search/trial.ts'
import { Checksum } from './checksum.ts'
import type { Header } from './header.ts'
import { type End, endLine, type Line, readLine } from './result-lines.ts'
import { isOf, type Shard, shardFrom, trialsOf } from './shard.ts'

/** A trial, and where it was read. */
export type Entry = { readonly result: TrialResult; readonly line: number }

/** What a file says. */
export type Results = {
  readonly file: string
  readonly header: Header
  readonly entries: readonly Entry[]
  /** `killed` when the file breaks off: its writer died. */
  readonly ending: End['end'] | 'killed'
  /** What was left out, in sentences. */
  readonly warnings: readonly string[]
}

/**
 * Reads a file of results.
 *
 * @throws UsageError for the first line that is not right, by its number
 */
export async function readResults(file: string): Promise<Results> {
  const reading = new Reading(file)
  for await (const text of linesOf(file)) reading.take(text)
  return reading.done()
}

async function* linesOf(file: string): AsyncGenerator<string> {
  try {
    const input = createReadStream(file, 'utf8')
    yield* createInterface({ input, crlfDelay: Infinity })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const what = `${file} cannot be read: ${code ?? String(error)}`
    throw new UsageError({ what, fix: 'write the path of a file that a campaign wrote' })
  }
}

/** Takes the lines of one file, in order. */
class Reading {
  readonly #file: string
  readonly #entries: Entry[] = []
  #count = 0
  #header: Header | undefined
  #shard: Shard | undefined
  #end: End | undefined
  readonly #checksum = new Checksum()
  /** A line that is not right: no harm if it is the last, which a killed writer left. */
  #broken: { readonly problems: readonly Problem[]; readonly isCut: boolean } | undefined

  constructor(file: string) {
    this.#file = file
  }

  take(text: string): void {
    this.#refuseBroken()
    this.#count += 1
    const line = readLine(text, this.#where)
    if (line.ok) this.#takeLine(line.value, text)
    else this.#broken = { problems: line.problems, isCut: !text.trimEnd().endsWith('}') }
  }

  done(): Results {
    const isCut = this.#broken?.isCut === true && this.#header !== undefined
    if (!isCut) this.#refuseBroken()
    if (this.#header === undefined) throw this.#mistake('the file is empty')
    const warnings = isCut ? [`${this.#where}  the line breaks off, and is left out`] : []
    if (this.#end === undefined) warnings.push(this.#noEnd())
    const ending = this.#end?.end ?? 'killed'
    return { file: this.#file, header: this.#header, entries: this.#entries, ending, warnings }
  }

  #refuseBroken(): void {
    if (this.#broken !== undefined) throw new UsageError(this.#broken.problems)
  }

  #takeLine(line: Line, text: string): void {
    if (this.#end !== undefined) throw this.#mistake('there is a line after the end')
    if (line.kind !== 'end') this.#checksum.add(text)
    switch (line.kind) {
      case 'header':
        return this.#takeHeader(line.header)
      case 'trial':
        return this.#takeTrial(line.result)
      case 'end':
        return this.#takeEnd(line.end)
    }
  }

  #takeHeader(header: Header): void {
    if (this.#count > 1) throw this.#mistake('there is a second header')
    this.#header = header
    this.#shard = header.shard === undefined ? undefined : shardFrom(header.shard, this.#where)
  }

  #takeTrial(result: TrialResult): void {
    if (result.trial >= this.#begun().runs || !isOf(result.trial, this.#shard)) {
      throw this.#mistake(`trial ${result.trial} is not of this campaign or shard`)
    }
    this.#entries.push({ result, line: this.#count })
  }

  #takeEnd(end: End): void {
    const { runs } = this.#begun()
    const found = new Set(this.#entries.map(({ result }) => result.trial)).size
    if (end.trials !== found) {
      throw this.#mistake(`the end tells of ${end.trials} trials, and there are ${found}`)
    }
    const wanted = trialsOf(runs, this.#shard).length
    if (end.end === 'complete' && found !== wanted) {
      throw this.#mistake(`it is said to be complete, but has ${found} of ${wanted} trials`)
    }
    this.#insistOnChecksum(end)
    this.#end = end
  }

  #insistOnChecksum({ sha256, ...end }: End): void {
    if (sha256 === undefined) throw this.#mistake('the end has no checksum: nothing vouches for it')
    if (sha256 === this.#checksum.add(endLine(end)).sum()) return
    throw this.#mistake('the checksum is another: a line was changed after the campaign wrote it')
  }

  #begun(): Header {
    if (this.#header === undefined) throw this.#mistake('the file does not begin with a header')
    return this.#header
  }

  get #where(): string {
    return `${this.#file}:${Math.max(1, this.#count)}`
  }

  #noEnd(): string {
    const count = this.#entries.length
    return `${this.#file} has no end: its campaign was killed; ${count} trials of it are used`
  }

  #mistake(what: string): UsageError {
    const fix = 'make the file again: play the campaign, or its shard, once more'
    return new UsageError({ what, where: this.#where, fix })
  }
}
