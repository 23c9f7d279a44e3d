/**
 * What Node.js calls the work it begins, and which of it leaves virtual time: a row for each kind,
 * with what to write instead.
 */
import { AsyncResource } from 'node:async_hooks'

/** Real work that code has begun. */
export type EscapeKind = {
  /** As in "began …". */
  readonly what: string
  /** What to write instead. */
  readonly fix: string
}

/** Files that are changed, or read otherwise than at once. */
export const file: EscapeKind = {
  what: 'work on a real file',
  fix: 'read and write what the code needs before the run, or with fs.readFileSync',
}

const socket: EscapeKind = {
  what: 'work on a real socket',
  fix: 'reach a component of the system by its name, over its links',
}

const name: EscapeKind = {
  what: 'a real DNS lookup',
  fix: 'use the name of a component of the system, which needs no lookup',
}

const timer: EscapeKind = {
  what: 'a real timer, which it took before the run',
  fix:
    'list gameday/register in `setupFiles`, so that what is taken at import is virtual, ' +
    'or ask for the timer where it is used',
}

/** Threads, and what is said to them. */
export const thread: EscapeKind = {
  what: 'a thread or a channel of messages',
  fix: 'call in this thread what the thread would do: another is outside of virtual time',
}

/** Messages that are sent to and fro, and not through a thread. */
export const channel: EscapeKind = {
  what: 'a channel of messages, which cannot be awaited',
  fix: 'call in this thread what is told of a message, or speak by worker.postMessage',
}

/** Programs that are run. */
export const program: EscapeKind = {
  what: 'another program',
  fix: 'stand in for it with a component of the system',
}

const pool: EscapeKind = {
  what: 'work of the thread pool',
  fix: 'call its twin whose name ends in Sync, where it has one',
}

const native: EscapeKind = {
  what: 'asynchronous work of a native add-on',
  fix: 'call its twin that is synchronous, or a stand-in in JavaScript',
}

/** Whatever the loader of modules does for it. */
export const importing: EscapeKind = {
  what: 'to load a module',
  fix: 'import it at the top of a file: await import(…) in code that runs is real work',
}

const kinds: readonly (readonly [types: RegExp, kind: EscapeKind])[] = [
  [/^(FS|FILEHANDLE|DIRHANDLE|STATWATCHER)/, file],
  [/^(TCP|PIPE|TTY|UDP|WRITEWRAP|SHUTDOWNWRAP|QUIC)/, socket],
  [/^(GETADDRINFO|GETNAMEINFO|QUERYWRAP)/, name],
  [/^(Timeout|Immediate)$/, timer],
  [/^(WORKER|MESSAGEPORT)/, thread],
  [/^PROCESSWRAP$/, program],
  [/REQUEST$/, pool],
]

/** Begun and done within the process: nothing of it waits for anything real. */
const harmless = new Set(
  (
    'HTTPINCOMINGMESSAGE HTTPCLIENTREQUEST HTTPPARSER HTTP2SESSION HTTP2STREAM HTTP2PING ' +
    'HTTP2SETTINGS JSSTREAM JSUDPWRAP TLSWRAP ZLIB BLOBREADER DNSCHANNEL SIGNALWRAP ' +
    'ELDHISTOGRAM STREAMPIPE Microtask'
  ).split(' '),
)

/** The kind of real work a resource of Node.js stands for; undefined where it is none. */
export function kindOf(type: string, resource: object): EscapeKind | undefined {
  // What libraries make to carry stores is named as they like.
  if (harmless.has(type) || resource instanceof AsyncResource) return undefined
  return kinds.find(([types]) => types.test(type))?.[1] ?? native
}

/** Whether a job of the thread pool turned out to be done at once: nobody waits for it. */
export function isDoneAtOnce(resource: object): boolean {
  const { run, ondone } = resource as { run?: unknown; ondone?: unknown }
  return typeof run === 'function' && ondone === undefined
}
