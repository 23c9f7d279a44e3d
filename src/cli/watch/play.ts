/** A file played once, in a process of its own that can be ended at any time. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { ownFile } from '../../explore/package.ts'
import { formatMs, type Ms } from '../../kernel/units.ts'
import type { Io } from '../command.ts'

/** What is played, and where its page is to be written. */
export type PlayOf = {
  readonly file: string
  readonly page: string
  /** Of real time: what loops is ended by it. */
  readonly mostMs: Ms
}

/** How it ended: with an exit code, or why without one. */
export type Ending = { readonly code: number | null } | { readonly why: string }

/** Ends by itself, or by `stop`, after which nothing is heard of it. */
export class Play {
  readonly #io: Io
  readonly #child: ChildProcessWithoutNullStreams | undefined
  readonly #bound: NodeJS.Timeout | undefined
  readonly #ended: (ending: Ending) => void
  #isOver = false

  /** @param ended told once; later, also where the process cannot be started */
  constructor({ file, page, mostMs }: PlayOf, io: Io, ended: (ending: Ending) => void) {
    this.#io = io
    this.#ended = ended
    const words = [ownFile('src/cli/main.ts'), 'run', file, '--report', `html=${page}`]
    const { cwd, env } = io
    try {
      this.#child = spawn(process.execPath, [...process.execArgv, ...words], { cwd, env })
    } catch (error) {
      // Of some errors the child tells, as of a missing folder, and others are thrown.
      setImmediate(() => this.#end(unstarted(error as Error)))
      return
    }
    this.#bound = setTimeout(() => this.#giveUp(mostMs), mostMs)
    this.#listen(this.#child)
  }

  /** A signal would wait for a loop to end. */
  stop(): void {
    this.#isOver = true
    clearTimeout(this.#bound)
    this.#child?.kill('SIGKILL')
  }

  #listen(child: ChildProcessWithoutNullStreams): void {
    const { out, err } = this.#io
    child.stdout.setEncoding('utf8').on('data', (said: string) => this.#isOver || out(said))
    child.stderr.setEncoding('utf8').on('data', (said: string) => this.#isOver || err(said))
    child.on('error', error => this.#end(unstarted(error)))
    child.on('close', code => this.#end({ code }))
  }

  #giveUp(mostMs: Ms): void {
    this.#end({ why: `it was ended after ${formatMs(mostMs)}: is there a loop in it?` })
  }

  #end(ending: Ending): void {
    if (this.#isOver) return
    this.stop()
    this.#ended(ending)
  }
}

const unstarted = ({ message }: Error): Ending => ({ why: `it could not be started: ${message}` })
