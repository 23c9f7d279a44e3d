/** Scripts in Lua: EVAL and its relatives, and SCRIPT. */
import { Failure, OK, type Reply } from '../protocol/reply.ts'
import { type ScriptCall, Scripts } from '../lua/scripts.ts'
import type { Core } from '../core.ts'
import { integer } from '../values/numbers.ts'
import { container, type Container, keyless, type Row, type Scene } from './row.ts'

/** A Lua is made when the first script comes. */
const scriptsOf = (core: Core): Scripts => (core.scripts ??= new Scripts(core))

function callOf(words: readonly string[], mayWrite: boolean): ScriptCall {
  const count = integer(words[0])
  if (count > words.length - 1) {
    throw new Failure("ERR Number of keys can't be greater than number of args")
  }
  if (count < 0) throw new Failure("ERR Number of keys can't be negative")
  return { keys: words.slice(1, 1 + count), words: words.slice(1 + count), mayWrite }
}

const evaluate =
  (mayWrite: boolean) =>
  ([source, ...words]: readonly string[], scene: Scene): Reply => {
    const call = callOf(words, mayWrite)
    const scripts = scriptsOf(scene.core)
    return scripts.run(scripts.load(source), scene, call)
  }

const evaluateKnown =
  (mayWrite: boolean) =>
  ([sha, ...words]: readonly string[], scene: Scene): Reply =>
    scriptsOf(scene.core).run(sha, scene, callOf(words, mayWrite))

const load = ([source]: readonly string[], { core }: Scene): Reply => scriptsOf(core).load(source)

const exists = (shas: readonly string[], { core }: Scene): Reply =>
  shas.map(sha => (scriptsOf(core).has(sha) ? 1 : 0))

function flush([mode, ...more]: readonly string[], { core }: Scene): Reply {
  if (more.length > 0 || (mode !== undefined && !/^(a?sync)$/i.test(mode))) {
    throw new Failure('ERR SCRIPT FLUSH only support SYNC|ASYNC option')
  }
  core.scripts?.flush()
  return OK
}

const flags = 'noscript stale skip_monitor no_mandatory_keys movablekeys'

/** Commands that run scripts. */
export const scripting: readonly Row[] = [
  keyless('eval', -3, flags, evaluate(true)),
  keyless('evalsha', -3, flags, evaluateKnown(true)),
  keyless('eval_ro', -3, `readonly ${flags}`, evaluate(false)),
  keyless('evalsha_ro', -3, `readonly ${flags}`, evaluateKnown(false)),
]

/** SCRIPT, which learns and forgets them. */
export const scriptCommands: Container = container('script', [
  keyless('script|load', 3, 'noscript stale', load),
  keyless('script|exists', -3, 'noscript', exists),
  keyless('script|flush', -2, 'noscript', flush),
  keyless('script|kill', 2, 'noscript allow_busy', () => {
    throw new Failure('NOTBUSY No scripts in execution right now.')
  }),
])
