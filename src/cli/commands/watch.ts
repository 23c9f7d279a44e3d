/** `gameday watch`: plays a file again whenever something changes, and keeps its page fresh. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UsageError } from '../../kernel/errors.ts'
import type { Ms } from '../../kernel/units.ts'
import { readValues } from '../arguments.ts'
import { type Call, type Command, ExitCode, type Io } from '../command.ts'
import { count, realTime } from '../values.ts'
import { Changes } from '../watch/changes.ts'
import { type Ending, Play } from '../watch/play.ts'
import { PageServer } from '../watch/server.ts'

/** The port where nobody says another, so that a browser may stay open. */
const PORT = 7_357

/** A run gives itself up before, unless it hangs outside of all that is simulated. */
const MOST_MS = 300_000

export const watch: Command = {
  name: 'watch',
  summary: 'play a file again when something changes, and keep its page in the browser fresh',
  usage: 'FILE',
  options: {
    port: { type: 'string', takes: 'N', summary: `of the page, on this machine; default ${PORT}` },
    time: {
      type: 'string',
      takes: 'TIME',
      summary: 'at most for each time it is played; default 5m',
    },
  },
  help: `
FILE is as for run. It is played in a process of its own each time that a file of this folder
changes, but for those in node_modules and in folders whose names begin with a dot; what is still
being played then is ended. Ctrl-C ends all of it.`,
  async run({ positionals: [file], values, io }: Call): Promise<ExitCode> {
    const read = readValues(values, { port: count(65_535, '--port 7357'), time: realTime })
    const server = await PageServer.on(read.port ?? PORT)
    try {
      io.err(`The page is ${server.url}\n`)
      const watching = new Watching({ file, server, io, mostMs: read.time ?? MOST_MS })
      await watching.untilStopped()
    } finally {
      server.close()
    }
    return ExitCode.Interrupted
  },
}

type Setting = {
  readonly file: string
  readonly server: PageServer
  readonly io: Io
  readonly mostMs: Ms
}

/** Plays again and again, one at a time. */
class Watching {
  readonly #setting: Setting
  readonly #folder = temporaryFolder()
  readonly #changes: Changes
  #play: Play | undefined
  #nth = 0

  constructor(setting: Setting) {
    this.#setting = setting
    this.#changes = new Changes(setting.io.cwd, () => this.#begin())
    this.#begin()
  }

  /** Leaves nothing behind, however it ends. */
  async untilStopped(): Promise<void> {
    const { signal } = this.#setting.io
    await new Promise<void>(resolve => {
      if (signal.aborted) resolve()
      signal.addEventListener('abort', () => resolve(), { once: true })
    })
    this.#changes.close()
    this.#play?.stop()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  /** What is still being played is out of date. */
  #begin(): void {
    const { file, server, io, mostMs } = this.#setting
    this.#play?.stop()
    server.tell('playing…')
    // A name of its own each time: no page of before is taken for a new one.
    const page = join(this.#folder, `${this.#nth++}.html`)
    this.#play = new Play({ file, page, mostMs }, io, ending => this.#ended(ending, page))
  }

  #ended(ending: Ending, page: string): void {
    const { server, io } = this.#setting
    if ('why' in ending) {
      io.err(`${this.#setting.file}: ${ending.why}\n`)
      return server.tell(`${ending.why}; this is the page before`)
    }
    const judged = verdicts.get(ending.code)
    if (judged === undefined) return server.tell(`could not be played, ${BEFORE}`)
    const text = taken(page)
    if (text === undefined) server.tell(`${judged}, but its page could not be written, ${BEFORE}`)
    else server.tell(judged, text)
  }
}

const BEFORE = 'the terminal says why; this is the page before'

const verdicts: ReadonlyMap<number | null, string> = new Map([
  [ExitCode.Held, 'holds'],
  [ExitCode.Broken, 'does not hold'],
])

/** @throws UsageError where no folder can be made */
function temporaryFolder(): string {
  try {
    return mkdtempSync(join(tmpdir(), 'gameday-watch-'))
  } catch (error) {
    const what = `no folder can be made for the page: ${(error as Error).message}`
    throw new UsageError({ what, where: tmpdir(), fix: 'name another folder in TMPDIR' })
  }
}

/** A page that was written, which is then kept by the server alone. */
function taken(page: string): string | undefined {
  try {
    const text = readFileSync(page, 'utf8')
    rmSync(page)
    return text
  } catch {
    return undefined
  }
}
