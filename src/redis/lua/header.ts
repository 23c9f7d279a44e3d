/** The first line of a script, which may say what it does: `#!lua flags=no-writes`. */
import { Failure } from '../protocol/reply.ts'

const known = ['no-writes', 'allow-oom', 'allow-stale', 'no-cluster', 'allow-cross-slot-keys']

/** What a script says that it does. */
export type ScriptFlags = ReadonlySet<string>

/** Reads the line, of which the end stays, so that lines are counted as they are written. */
export function readHeader(source: string): { readonly flags: ScriptFlags; readonly body: string } {
  if (!source.startsWith('#!')) return { flags: new Set(), body: source }
  const end = source.indexOf('\n')
  if (end < 0) throw new Failure('ERR Invalid script shebang')
  const [engine, ...options] = source.slice(0, end).trim().split(/\s+/)
  if (engine !== '#!lua') {
    throw new Failure(`ERR Unexpected engine in script shebang: ${engine}`)
  }
  return { flags: new Set(options.flatMap(flagsOf)), body: source.slice(end) }
}

function flagsOf(option: string): string[] {
  if (!option.startsWith('flags=')) {
    throw new Failure(`ERR Unknown lua shebang option: ${option}`)
  }
  const flags = option.slice('flags='.length).split(',').filter(Boolean)
  const unknown = flags.find(flag => !known.includes(flag))
  if (unknown !== undefined) {
    throw new Failure(`ERR Unexpected flag in script shebang: ${unknown}`)
  }
  return flags
}
