#!/usr/bin/env node
/** The process around the command line: its streams, its signals and its exit code. */
import { writeSync } from 'node:fs'
import { printableLines } from '../kernel/printable.ts'
import { ExitCode, type Io } from './command.ts'
import { gameday } from './gameday.ts'

const interruption = new AbortController()

/** Past the stream: a goal may be stopped in the midst of writing to it, and it stays busy. */
function tell(text: string): void {
  try {
    writeSync(process.stderr.fd, text)
  } catch {
    process.stderr.write(text)
  }
}

/** Whether gameday itself ends the process, and not the caller's file. */
let isLeaving = false

function leave(code: ExitCode): never {
  isLeaving = true
  process.exit(code)
}

function interrupted(): void {
  if (interruption.signal.aborted) leave(ExitCode.Interrupted)
  tell('\nStopping; what is done is kept. Once more to leave at once.\n')
  interruption.abort()
}

process.on('SIGINT', interrupted)
process.on('SIGTERM', interrupted)

/** Whoever reads the result may have read enough, as `head` has. */
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  if (code === 'EPIPE') return
  process.stderr.write(`The result could not be written: ${code}\n`)
  leave(ExitCode.Internal)
})
/** Whom to tell that there is nobody to be told? */
process.stderr.on('error', () => undefined)

/** What nobody caught would end the process with 1, as if a goal were broken. */
process.on('uncaughtException', error => {
  const told = error instanceof Error ? (error.stack ?? error.message) : String(error)
  const what = 'Something failed and nobody caught it; is it left over from a goal?'
  process.stderr.write(printableLines(`${what}\n${told}\n`))
  leave(ExitCode.Internal)
})

/** Who ends the process before its result is told must not make it look like one that held. */
process.on('exit', () => {
  if (isLeaving) return
  const why = 'it called process.exit, or awaits what never comes'
  process.stderr.write(`The file ended the process before gameday was done: ${why}.\n`)
  process.exitCode = ExitCode.Usage
})

/** What the caller's file prints, here or in a thread, must not spoil the result for its reader. */
const out = process.stdout.write.bind(process.stdout)
process.stdout.write = process.stderr.write.bind(process.stderr)

const io: Io = {
  out: text => void out(text),
  err: tell,
  isTerminal: process.stderr.isTTY,
  hasColours: hasColours(),
  env: process.env,
  cwd: process.cwd(),
  signal: interruption.signal,
  now: () => performance.now(),
}

/** As asked for in the environment (no-color.org, force-color.org), else where a person reads. */
function hasColours(): boolean {
  const { NO_COLOR: no, FORCE_COLOR: force } = process.env
  if (no !== undefined && no !== '') return false
  if (force !== undefined && force !== '') return force !== '0'
  return process.stdout.isTTY
}

const code = await gameday(process.argv.slice(2), io)
// Whatever timer or server the caller's file has left open is not waited for, but the result is.
out('', () => setImmediate(leave, code))
