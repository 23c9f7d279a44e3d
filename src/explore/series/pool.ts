/** Threads of this process, and what is handed to all of them. */
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { deserialize, serialize } from 'node:v8'
import type { Tinypool } from 'tinypool'
import type { Problem } from '../../kernel/errors.ts'
import { isFromSources, ownFile } from '../package.ts'

/** What a thread replies: what came of it; or mistakes of the user; or why it was not played. */
export type Reply<R> =
  | { readonly result: R }
  | { readonly problems: readonly Problem[] }
  | { readonly failed: string }

/**
 * Opens threads.
 *
 * @param source the file of the package whose default export they call
 */
export async function openPool(source: string, threads: number): Promise<Tinypool> {
  const { Tinypool } = await import('tinypool')
  const filename = entryOf(source)
  const pool = new Tinypool({ filename, minThreads: threads, maxThreads: threads })
  // A thread that dies while it has nothing to do is replaced.
  pool.on('error', () => undefined)
  return pool
}

/** Threads know no TypeScript: from the sources they are taught first. */
function entryOf(source: string): string {
  const { href } = pathToFileURL(ownFile(source))
  if (!isFromSources) return href
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx/esm/api')).href.replace(
    /\.cjs$/,
    '.mjs',
  )
  const lines = [
    `import { register } from ${JSON.stringify(tsx)}`,
    'register()',
    `const { default: play } = await import(${JSON.stringify(href)})`,
    'export default play',
  ]
  return `data:text/javascript,${encodeURIComponent(lines.join('\n'))}`
}

/** Plays in a thread. @returns what it replies, or what it died of */
export async function runIn<R>(pool: Tinypool, task: object): Promise<Reply<R> | Error> {
  try {
    return (await pool.run(task)) as Reply<R>
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

/** Plain data in shared memory, so that it is written once and not sent with each task. */
export function shared(data: unknown): SharedArrayBuffer {
  const bytes = serialize(data)
  const memory = new SharedArrayBuffer(bytes.length)
  new Uint8Array(memory).set(bytes)
  return memory
}

/** What is in it. */
export const unshared = (memory: SharedArrayBuffer): unknown => deserialize(new Uint8Array(memory))
