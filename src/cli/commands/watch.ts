/** `gameday watch`: plays a file again whenever something changes, and keeps its page fresh. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ownFile } from '../../explore/package.ts'
import { readValues } from '../arguments.ts'
import { type Call, type Command, ExitCode, type Io } from '../command.ts'
import { count } from '../values.ts'
import { Changes } from '../watch/changes.ts'
import { PageServer } from '../watch/server.ts'

/** The port where nobody says another, so that a browser may stay open. */
const PORT = 7_357

export const watch: Command = {
  name: 'watch',
  summary: 'play a file again when something changes, and keep its page in the browser fresh',
  usage: 'FILE',
  options: {
    port: { type: 'string', takes: 'N', summary: `of the page, on this machine; default ${PORT}` },
  },
  help: `
FILE is as for run. It is played in a process of its own each time that a file of this folder
changes, but for those in node_modules and in folders whose names begin with a dot. Ctrl-C ends
it.`,
  async run({ positionals: [file], values, io }: Call): Promise<ExitCode> {
    const { port = PORT } = readValues(values, { port: count(65_535, '--port 7357') })
    const server = await PageServer.on(port)
    const watching = new Watching(file, server, io)
    try {
      io.err(`The page is ${server.url}\n`)
      await watching.untilStopped()
    } finally {
      watching.close()
      server.close()
    }
    return ExitCode.Interrupted
  },
}

/** Plays again and again, one at a time. */
class Watching {
  readonly #file: string
  readonly #server: PageServer
  readonly #io: Io
  readonly #folder = mkdtempSync(join(tmpdir(), 'gameday-watch-'))
  readonly #changes: Changes
  #playing: ChildProcess | undefined
  #isOutdated = false

  constructor(file: string, server: PageServer, io: Io) {
    this.#file = file
    this.#server = server
    this.#io = io
    this.#changes = new Changes(io.cwd, () => this.#play())
    this.#play()
  }

  untilStopped(): Promise<void> {
    const { signal } = this.#io
    return new Promise(resolve => {
      if (signal.aborted) resolve()
      signal.addEventListener('abort', () => resolve(), { once: true })
    })
  }

  close(): void {
    this.#changes.close()
    this.#playing?.kill()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  /** What changes while it plays is played next. */
  #play(): void {
    this.#isOutdated = this.#playing !== undefined
    if (this.#isOutdated) return
    this.#server.tell('playing…')
    const page = join(this.#folder, 'page.html')
    const words = [ownFile('src/cli/main.ts'), 'run', this.#file, '--report', `html=${page}`]
    const { cwd, env } = this.#io
    const child = spawn(process.execPath, [...process.execArgv, ...words], { cwd, env })
    this.#playing = child
    child.stdout.setEncoding('utf8').on('data', (said: string) => this.#io.out(said))
    child.stderr.setEncoding('utf8').on('data', (said: string) => this.#io.err(said))
    child.on('close', code => this.#played(code, page))
  }

  #played(code: number | null, page: string): void {
    this.#playing = undefined
    if (this.#io.signal.aborted) return
    const isJudged = code === ExitCode.Held || code === ExitCode.Broken
    if (isJudged) this.#server.tell(code === ExitCode.Held ? 'holds' : 'does not hold', read(page))
    else this.#server.tell('could not be played, the terminal says why; this is the page before')
    if (this.#isOutdated) this.#play()
  }
}

const read = (path: string): string => readFileSync(path, 'utf8')
