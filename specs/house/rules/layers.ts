/** The layers of the project: who may import whom, and from which packages. */
import { posix } from 'node:path'
import type { Source } from '../support/files.ts'
import { type Finding, finding } from '../support/findings.ts'
import { type Import, importsOf } from '../support/imports.ts'

const belowMatchers = ['kernel', 'record', 'judge', 'explore', 'report']

/**
 * What each layer may import: layers below it, `types:` of layers whose types alone it may know,
 * and packages. The kernel is under everything. A layer not listed here may import nothing.
 */
export const layers: Readonly<Record<string, readonly string[]>> = {
  kernel: ['seedrandom', 'valibot'],
  // For the digest, a pure function of the recording, which loads them when it is asked for.
  record: ['kernel', 'node:crypto', 'node:module'],
  // Real code on a virtual clock: whoever uses it brings the world.
  virtual: ['kernel', 'node:*'],
  // The world with users' code in it; nobody below knows of it, so that models load none of it.
  code: [
    ...'kernel record policies faults declare world engine judge explain'.split(' '),
    ...'virtual redis postgres valibot node:*'.split(' '),
  ],
  policies: ['kernel', 'valibot'],
  faults: ['kernel', 'valibot'],
  declare: ['kernel', 'policies', 'faults', 'valibot'],
  world: ['kernel', 'record', 'policies', 'faults', 'types:declare'],
  engine: 'kernel record policies faults declare world types:judge valibot'.split(' '),
  judge: ['kernel', 'record', 'faults', 'declare'],
  explain: ['kernel', 'record', 'faults', 'declare', 'judge', 'types:policies'],
  explore: [
    ...'kernel record policies faults declare world engine judge explain'.split(' '),
    'report', // for what a broken goal says; reports know the types of explore and no more
    'virtual', // for turns of the event loop, in which code can be played
    ...'fast-check valibot tinypool bullmq ioredis node:*'.split(' '),
  ],
  // The Lua of scripts is loaded by the first of them.
  redis: ['kernel', 'fengari', 'node:buffer', 'node:crypto', 'node:module'],
  adapters: ['kernel', 'record', 'faults', 'declare', 'engine', 'node:*'],
  report: [
    'kernel',
    'record',
    'judge',
    'explain',
    'types:declare',
    'types:faults',
    'types:explore',
    'node:*',
  ],
  gate: [
    ...'kernel record judge explain report explore declare faults'.split(' '),
    ...'valibot vitest @jest/globals @cfworker/json-schema node:*'.split(' '),
    // Of the page alone, in whose script they are packed: no user installs them.
    ...'uplot @dagrejs/dagre esbuild'.split(' '),
  ],
  // A server that knows nothing of the world but its clock and its dice.
  postgres: ['kernel', '@electric-sql/pglite'],
  cli: ['*'],
  matchers: [
    ...belowMatchers,
    'types:declare',
    'types:engine',
    'types:faults',
    'vitest',
    '@jest/globals',
    'expect',
  ],
  door: ['*'],
}

/** The layer a file belongs to; the files directly in `src` are doors, which open on everything. */
export function layerOf(path: string): string {
  const [top, next, rest] = path.split('/')
  if (top === 'matchers') return 'matchers'
  return rest === undefined ? 'door' : next
}

/** Every import that does not point down the layers. */
export function upwardImports(files: readonly Source[]): Finding[] {
  return files.flatMap(file => importsOf(file).flatMap(found => breach(file.path, found)))
}

function breach(path: string, found: Import): Finding[] {
  const layer = layerOf(path)
  const wanted = targetOf(path, found.name)
  if (wanted === layer || allows(layers[layer] ?? [], wanted, found.typesOnly)) return []
  const may = (layers[layer] ?? []).join(', ') || 'nothing'
  const fix = `${layer} may import ${may}: move what is needed down a layer, or hand it in as data`
  return [finding({ path, line: found.line }, `${layer} imports ${wanted} ("${found.name}")`, fix)]
}

/** The layer or package an import leads to; a path inside a package counts as the package. */
function targetOf(path: string, name: string): string {
  if (name.startsWith('.')) return layerOf(resolved(path, name))
  const [first, second] = name.split('/')
  return first.startsWith('@') ? `${first}/${second}` : first
}

function allows(allowed: readonly string[], wanted: string, typesOnly: boolean): boolean {
  return allowed.some(entry => {
    if (entry === '*' || entry === wanted) return true
    if (entry.endsWith(':*')) return wanted.startsWith(entry.slice(0, -1))
    return typesOnly && entry === `types:${wanted}`
  })
}

/**
 * Each ring of files that import each other when the program runs, told once, from its first file
 * around. A ring of types is none: machines that hand work to each other know each other's type.
 */
export function cycles(files: readonly Source[]): Finding[] {
  const graph = new Map(files.map(file => [file.path, relativeImports(file)]))
  const done = new Set<string>()
  const rings = [...graph.keys()].flatMap(path => ringsFrom(graph, path, { done, trail: [] }))
  return rings.map(([first, ...others]) => {
    const around = [first, ...others, first].join(' → ')
    return finding({ path: first }, `imports in a circle: ${around}`, breakTheRing)
  })
}

const breakTheRing = 'Move what both sides need into a file of its own, below both'

function relativeImports(file: Source): string[] {
  const atRunTime = importsOf(file).filter(found => !found.typesOnly)
  const names = atRunTime.map(found => found.name)
  return names.filter(name => name.startsWith('.')).map(name => resolved(file.path, name))
}

const resolved = (path: string, name: string): string => posix.join(posix.dirname(path), name)

type Walk = { readonly done: Set<string>; readonly trail: readonly string[] }

function ringsFrom(graph: Map<string, string[]>, path: string, { done, trail }: Walk): string[][] {
  const seen = trail.indexOf(path)
  if (seen >= 0) return [trail.slice(seen)]
  if (done.has(path)) return []
  const next = graph.get(path) ?? []
  const rings = next.flatMap(to => ringsFrom(graph, to, { done, trail: [...trail, path] }))
  done.add(path)
  return rings
}
