/** A Redis for one spec, and workers for it; each is stopped when the spec is over. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Redis } from 'ioredis'
import { describe, onTestFinished } from 'vitest'

const root = fileURLToPath(new URL('../../../..', import.meta.url))

const isInstalled = spawnSync('redis-server', ['--version']).status === 0
/** CI installs it, so there its absence is a failure. */
const mayBeAbsent = process.env['CI'] !== 'true'

/** Like `describe`, skipped with a clear word where there is no redis-server. */
export function describeWithRedis(title: string, specs: () => void): void {
  if (isInstalled || !mayBeAbsent) describe(title, specs)
  else describe.skip(`${title} (skipped: no redis-server; apt-get install redis-server)`, specs)
}

/** A Redis that keeps nothing, at a socket. */
export async function redisAt(socket: string) {
  let server = start(socket)
  onTestFinished(() => void server.kill('SIGKILL'))
  await answering(socket)
  return {
    address: `redis+unix://${socket}`,
    /** As when its machine loses power: all that it knew is lost. */
    async kill(): Promise<void> {
      server.kill('SIGKILL')
      await once(server, 'exit')
    },
    async restart(): Promise<void> {
      server = start(socket)
      await answering(socket)
    },
    /** All that is in it. */
    async keys(): Promise<string[]> {
      const redis = new Redis({ path: socket })
      const keys = await redis.keys('*')
      redis.disconnect()
      return keys
    },
  }
}

function start(socket: string): ChildProcess {
  const keepsNothing = ['--save', '', '--appendonly', 'no']
  return spawn('redis-server', ['--port', '0', '--unixsocket', socket, ...keepsNothing], {
    stdio: 'ignore',
  })
}

/** The client tries again until it answers. */
async function answering(path: string): Promise<void> {
  const redis = new Redis({ path, retryStrategy: () => 20, maxRetriesPerRequest: null })
  redis.on('error', () => undefined)
  await redis.ping()
  redis.disconnect()
}

/** `gameday worker` in a process of its own. */
export function workerAt(address: string, env: { readonly [name: string]: string } = {}) {
  const words = ['--import', 'tsx', 'src/cli/main.ts', 'worker', '--redis', address]
  const child = spawn(process.execPath, [...words, '--concurrency', '1'], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (said += text))
  }
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, said }))
  return { stop: () => child.kill('SIGINT'), ended }
}
