/** Scripts that a server knows, and how they run. */
import type { Client } from '../client.ts'
import type { Scene } from '../commands/row.ts'
import type { Core } from '../core.ts'
import { Failure, type Reply } from '../protocol/reply.ts'
import { redisLibrary, type ScriptRun } from './calls.ts'
import { pureLibraries, sha1 } from './libraries.ts'
import { Machine, type Outcome } from './machine.ts'
import { ScriptDice } from './random.ts'
import { fromLua } from './replies.ts'
import { readHeader, type ScriptFlags } from './header.ts'
import { tableOf } from './value.ts'

type Script = {
  readonly source: string
  /** By which number the machine knows it. */
  readonly compiled: number
  readonly flags: ScriptFlags
}

/** Keys and arguments of a call, and whether it may write. */
export type ScriptCall = {
  readonly keys: readonly string[]
  readonly words: readonly string[]
  readonly mayWrite: boolean
}

/** The most scripts that are kept; Redis keeps all. */
const MOST_SCRIPTS = 10_000

/** The scripts of one server. */
export class Scripts {
  readonly #core: Core
  readonly #client: Client
  readonly #dice: ScriptDice
  readonly #machine: Machine
  readonly #scripts = new Map<string, Script>()
  #current: ScriptRun | undefined

  constructor(core: Core) {
    this.#core = core
    this.#client = core.newClient()
    this.#client.isTrusted = true
    this.#dice = new ScriptDice(() => core.around.random())
    const library = redisLibrary(() => this.#running())
    this.#machine = new Machine({ ...pureLibraries(this.#dice), redis: library })
  }

  has(sha: string): boolean {
    return this.#scripts.has(sha.toLowerCase())
  }

  /** Learns a script. @returns what to call it by */
  load(source: string): string {
    const sha = sha1(source)
    if (this.#scripts.has(sha)) return sha
    const { flags, body } = readHeader(source)
    const compiled = this.#machine.compile(body)
    if (typeof compiled === 'string') {
      throw new Failure(`ERR Error compiling script (new function): ${compiled}`)
    }
    if (this.#scripts.size >= MOST_SCRIPTS) {
      throw new Failure(
        `ERR ${MOST_SCRIPTS} scripts are loaded, and gameday keeps no more: pass values as ARGV ` +
          'instead of writing them into the script, or call SCRIPT FLUSH',
      )
    }
    this.#scripts.set(sha, { source, compiled, flags })
    return sha
  }

  /** Forgets all scripts. */
  flush(): void {
    for (const { compiled } of this.#scripts.values()) this.#machine.forget(compiled)
    this.#scripts.clear()
  }

  /** Runs a script that is known. */
  run(sha: string, scene: Scene, call: ScriptCall): Reply {
    const script = this.#scripts.get(sha.toLowerCase())
    if (script === undefined) throw new Failure('NOSCRIPT No matching script. Please use EVAL.')
    this.#client.database = scene.client.database
    this.#dice.reset()
    const run: ScriptRun = {
      scene,
      client: this.#client,
      mayWrite: call.mayWrite && !script.flags.has('no-writes'),
      mayOverfill: script.flags.has('allow-oom'),
      resp: 2,
    }
    this.#current = run
    this.#core.frozenAt = scene.now
    try {
      const globals = { KEYS: tableOf(call.keys), ARGV: tableOf(call.words) }
      return answerOf(this.#machine.run(script.compiled, globals), sha.toLowerCase(), run)
    } finally {
      this.#core.frozenAt = undefined
      this.#current = undefined
    }
  }

  #running(): ScriptRun {
    if (this.#current === undefined) throw new Error('gameday: redis.call outside a script')
    return this.#current
  }
}

function answerOf(outcome: Outcome, sha: string, run: ScriptRun): Reply {
  if (outcome.ok) return fromLua(outcome.value, run.resp)
  const place = outcome.place === undefined ? '' : `, on ${outcome.place}.`
  return new Failure(place === '' ? outcome.message : `${outcome.message} script: ${sha}${place}`)
}
