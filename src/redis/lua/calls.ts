/** The library `redis`: commands that scripts call, and answers that they make. */
import type { Client } from '../client.ts'
import type { Found, Scene } from '../commands/row.ts'
import type { Resp } from '../protocol/encode.ts'
import { Failure, type Reply } from '../protocol/reply.ts'
import { VERSION } from '../settings.ts'
import { formatDouble } from '../values/numbers.ts'
import { sha1 } from './libraries.ts'
import { type Library, RaisedTable } from './machine.ts'
import { toLua } from './replies.ts'
import { type LuaValue, recordOf } from './value.ts'

/** One run of a script: for whom, where, and what it may do. */
export type ScriptRun = {
  readonly scene: Scene
  /** In whose name commands run: it has the database of who called, and may choose another. */
  readonly client: Client
  readonly mayWrite: boolean
  /** Whether it may write where there is no room. */
  mayOverfill: boolean
  /** Which version of the protocol its answers are in. */
  resp: Resp
}

/** The library, which asks which run it is. */
export function redisLibrary(current: () => ScriptRun): Library {
  const call = (words: readonly LuaValue[]): Reply => {
    try {
      return callCommand(current(), words)
    } catch (error) {
      if (error instanceof Failure) return error
      throw error
    }
  }
  return {
    call: (...words) => {
      const reply = call(words)
      if (reply instanceof Failure) throw new RaisedTable(reply.message)
      return toLua(reply, current().resp)
    },
    pcall: (...words) => toLua(call(words), current().resp),
    error_reply: (...given) => made('err', given, errorText),
    status_reply: (...given) => made('ok', given, text => text),
    sha1hex: (...given) => {
      if (given.length !== 1) throw new RaisedTable('ERR wrong number of arguments')
      return sha1(wordOf(given[0]) ?? '')
    },
    setresp: version => setVersion(current(), version),
    log: (...given) => {
      if (given.length > 1) return undefined
      throw new RaisedTable('ERR redis.log() requires two arguments or more.')
    },
    acl_check_cmd: (...words) => mayCall(current(), words),
    replicate_commands: () => true,
    set_repl: () => undefined,
    breakpoint: () => false,
    debug: () => undefined,
    ...constants,
  }
}

/** Everybody may call whatever there is. */
function mayCall({ scene }: ScriptRun, values: readonly LuaValue[]): boolean {
  const words = values.map(wordOf).filter(word => word !== undefined)
  if (words.length > 0 && !(scene.find(words) instanceof Failure)) return true
  throw new RaisedTable('ERR Invalid command passed to redis.acl_check_cmd()')
}

/** A byte for each part of a version. */
function versionNumber(version: string): number {
  return version.split('.').reduce((number, part) => number * 256 + Number(part), 0)
}

/** Levels of the log, ways to replicate, and the version. */
const constants = {
  LOG_DEBUG: 0,
  LOG_VERBOSE: 1,
  LOG_NOTICE: 2,
  LOG_WARNING: 3,
  REPL_NONE: 0,
  REPL_AOF: 1,
  REPL_SLAVE: 2,
  REPL_REPLICA: 2,
  REPL_ALL: 3,
  REDIS_VERSION: VERSION,
  REDIS_VERSION_NUM: versionNumber(VERSION),
}

function callCommand(run: ScriptRun, values: readonly LuaValue[]): Reply {
  if (values.length === 0) {
    throw new Failure('ERR Please specify at least one argument for this redis lib call')
  }
  const words = values.map(wordOf).filter(word => word !== undefined)
  if (words.length < values.length) {
    throw new Failure('ERR Lua redis lib command arguments must be strings or integers')
  }
  const found = run.scene.find(words)
  check(run, found)
  if (found.row.flags.has('write')) run.mayOverfill = true
  return run.scene.perform(run.client, found)
}

function check(run: ScriptRun, found: Found | Failure): asserts found is Found {
  if (found instanceof Failure) {
    const isArity = found.message.startsWith('ERR wrong number')
    throw new Failure(isArity ? wrongCount : 'ERR Unknown Redis command called from script')
  }
  const { row, rest } = found
  const given = rest.length + row.words
  if (row.arity > 0 ? given !== row.arity : given < -row.arity) throw new Failure(wrongCount)
  if (row.flags.has('noscript')) {
    throw new Failure('ERR This Redis command is not allowed from script')
  }
  if (row.flags.has('write') && !run.mayWrite) {
    throw new Failure('ERR Write commands are not allowed from read-only scripts.')
  }
  if (row.flags.has('blocking') && asksToWait(rest)) {
    throw new Failure(`ERR ${row.name} command is not allowed with BLOCK option from scripts`)
  }
  if (row.flags.has('denyoom') && !run.mayOverfill && run.scene.isFull()) {
    throw new Failure("OOM command not allowed when used memory > 'maxmemory'.")
  }
}

/** Whether XREAD or XREADGROUP would wait. */
function asksToWait(words: readonly string[]): boolean {
  const options = words.map(word => word.toUpperCase())
  const end = options.indexOf('STREAMS')
  return end >= 0 && options.slice(0, end).includes('BLOCK')
}

const wrongCount = 'ERR Wrong number of args calling Redis command from script'

/** A word of a command; undefined for what cannot be one. */
function wordOf(value: LuaValue): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'number' ? formatDouble(value) : undefined
}

/** An answer of one text; without it, one that says so, which is not raised. */
function made(name: string, given: readonly LuaValue[], shown: (text: string) => string): LuaValue {
  const [text] = given
  if (given.length === 1 && typeof text === 'string') return recordOf({ [name]: shown(text) })
  return recordOf({ err: 'ERR wrong number or type of arguments' })
}

/** A first word is taken for the code of the error; a text of one word gets the common code. */
function errorText(text: string): string {
  const plain = text.replace(/^-/, '')
  return plain.includes(' ') ? plain : `ERR ${plain}`
}

function setVersion(run: ScriptRun, version: LuaValue): undefined {
  if (version !== 2 && version !== 3) throw new RaisedTable('ERR RESP version must be 2 or 3.')
  run.resp = version
  return undefined
}
