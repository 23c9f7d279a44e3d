/** Real work of code in a run: refused, or waited for while its clock stands still. */
import { execFile } from 'node:child_process'
import crypto from 'node:crypto'
import dns from 'node:dns/promises'
import { mkdtempSync, rmSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { MessageChannel, Worker } from 'node:worker_threads'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { app, code, explain } from '../../src/code/index.ts'
import {
  compare,
  ensemble,
  faultMargins,
  remedies,
  search,
  soonest,
  survey,
} from '../../src/explore/index.ts'
import { clients, goal, type RealIO, simulate, store, system } from '../../src/index.ts'

const timer = setTimeout
const folder = mkdtempSync(join(tmpdir(), 'gameday-'))
const file = join(folder, 'log')
afterAll(() => rmSync(folder, { recursive: true }))

const since = (): number => Date.now() - Date.UTC(2026, 0, 1)

/** A service that does real work for each request, and another one beside it. */
function shopOf(does: () => unknown, told: unknown[] = []) {
  return system('shop', {
    users: clients({ rate: '2/s', arrivals: 'steady', requests: 2, call: 'web' }),
    web: code(
      async (_request, { call }) => {
        await call('db')
        told.push([since(), await does()])
        await new Promise(resolve => setTimeout(resolve, 10))
        told.push([since(), 'later'])
      },
      { calls: ['db'] },
    ),
    db: store({ time: '5ms' }),
    other: app(() => void setInterval(() => told.push([since(), 'ticks']), 8)),
  })
}

/** What was told at first, and how long requests took. */
async function played(does: () => unknown, realIO: RealIO = 'wait') {
  const told: unknown[] = []
  const run = await simulate(shopOf(does, told), { for: '1s', realIO })
  return { first: told.slice(0, 3), told, took: [run.latency('p1'), run.latency('p99')] }
}

/** What a thread makes of a number, which takes its time. */
const DOUBLES = `const { parentPort } = require('node:worker_threads')
parentPort.on('message', n => setTimeout(() => parentPort.postMessage(n * 2), 20))`

const said = (worker: Worker, n: number): Promise<unknown> => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- it is no window
  worker.postMessage(n)
  return new Promise(resolve => worker.once('message', resolve))
}

async function doubled(n: number): Promise<unknown> {
  const worker = new Worker(DOUBLES, { eval: true })
  const answer = await said(worker, n)
  await worker.terminate()
  return answer
}

const keys = () => promisify(crypto.generateKeyPair)('ed25519').then(() => 'made')
const echo = () => promisify(execFile)('echo', ['a']).then(({ stdout }) => stdout)
const key = () => promisify(crypto.pbkdf2)('a', 'b', 9, 2, 'sha1').then(bytes => bytes.length)

const work: [what: string, does: () => unknown, says: unknown][] = [
  ['a file that is written', () => writeFile(file, 'a'), undefined],
  ['a file that is read', () => readFile('LICENSE', 'utf8').then(text => text.length > 9), true],
  ['a derived key', key, 2],
  ['a pair of keys', keys, 'made'],
  ['a name', () => dns.lookupService('127.0.0.1', 22).then(() => 'found'), 'found'],
  ['a timer', () => new Promise(resolve => timer(resolve, 30, 'rang')), 'rang'],
  ['a program', echo, 'a\n'],
  ['a thread', () => doubled(21), 42],
]

describe('real work that is waited for', () => {
  test.each(work)('takes no virtual time: %s', async (_what, does, says) => {
    const { first, told, took } = await played(does)

    expect(first).toEqual([
      [5, says],
      [8, 'ticks'],
      [15, 'later'],
    ])
    expect(told.length).toBe(2 * 2 + 124)
    expect(took).toEqual([15, 15])
  })

  test('of a thread that was there before is its answer', async () => {
    const worker = new Worker(DOUBLES, { eval: true })

    expect((await played(() => said(worker, 4))).first[0]).toEqual([5, 8])
    await expect(async () => played(() => said(worker, 4), 'refuse')).rejects.toThrow(
      /^web began a thread or a channel of messages, by Worker.postMessage/,
    )
    await worker.terminate()
  })

  test('ends before anything else happens, so that components keep their order', async () => {
    const order: string[] = []
    const waits = (name: string, ms: number) =>
      code(async () => {
        await new Promise(resolve => timer(resolve, ms))
        order.push(`${name} at ${since()}ms`)
      })
    const shop = system('shop', {
      users: clients({ rate: '2/s', arrivals: 'steady', requests: 2, call: 'first' }),
      others: clients({ rate: '2/s', arrivals: 'steady', requests: 2, call: 'second' }),
      first: waits('first', 1),
      second: waits('second', 40),
    })

    await simulate(shop, { for: '1s', realIO: 'wait', check: 'twice' })

    const once = ['second at 0ms', 'first at 0ms', 'second at 500ms', 'first at 500ms']
    expect(order).toEqual([...once, ...once])
  })

  test('and never ends is given up, and named', async () => {
    const never: [does: () => unknown, by: string][] = [
      [
        () => new Promise(resolve => timer(resolve, 60_000)),
        'a real timer, .*, by timers.setTimeout',
      ],
      [() => promisify(execFile)('sleep', ['60']), 'another program, by child_process.execFile'],
      [
        () => new Worker('setInterval(() => {}, 1e6)', { eval: true }),
        'a thread .*, by new Worker',
      ],
    ]

    for (const [does, by] of never) {
      const { message, stack } = await played(does, { wait: '100ms' }).then(
        () => new Error('it has ended'),
        (error: Error) => error,
      )

      expect(message).toMatch(new RegExp(`^web began ${by}`))
      expect(message).toContain('after 100ms of the real clock it has not ended')
      expect(message).toContain('where: web, 5 ms after it started, at 5ms of the run')
      expect(stack).toContain('real-io.test.ts')
    }
  })

  test('may be many, of which each has its time', async () => {
    const waits = async () => {
      for (let i = 0; i < 20; i++) await new Promise(resolve => timer(resolve, 15))
    }

    expect((await played(waits, { wait: '200ms' })).first[0]).toEqual([5, undefined])
  })

  test('is none on a channel of messages, which tells nobody that it is answered', async () => {
    await expect(async () => played(() => new MessageChannel())).rejects.toThrow(
      'web began a channel of messages, which cannot be awaited',
    )
  })

  test('leaves a goal that broke unexplained, as explanations do not wait', async () => {
    const run = await simulate(shopOf(keys), { for: '1s', realIO: 'wait' })

    expect(goal.latency('p99', '1ms').judge(run).is).toBe('broken')
    expect(await explain(run, goal.latency('p99', '1ms'))).toBeUndefined()
  })

  test('is waited for in each seed of an ensemble', async () => {
    const many = await ensemble(shopOf(keys), { for: '1s', seeds: 2, realIO: 'wait' })

    expect(many.each(run => run.latency('p99'))).toEqual([15, 15])
  })
})

describe('real work that is not', () => {
  test.each(work.filter(([what]) => !/is read|derived/.test(what)))(
    'is refused: %s',
    async (_what, does) => {
      await expect(async () => played(does, 'refuse')).rejects.toThrow(
        /^web began [^]* where: web, 5 ms after it started[^]*realIO: 'wait'/,
      )
    },
  )

  test('is refused by a search, too, which cannot wait for it', async () => {
    const options = { for: '1s', runs: 1, store: false, holds: () => true } as const
    const { counterexample } = await search(shopOf(keys), options)

    expect(counterexample?.verdict).toBe('threw')
    expect(counterexample?.message).toMatch(/^web began work of the thread pool[^]*cannot wait/)
  })

  test('can be waited for by nothing that plays its runs at once, which says so', async () => {
    const shop = shopOf(keys)
    const goals = goal.availability('90%')
    const asked = { for: '1s', realIO: 'wait' } as const
    const words: [name: string, played: () => unknown][] = [
      ['explore', () => search(shop, { ...asked, store: false, holds: goals })],
      ['survey', () => survey(shop, { ...asked, goals })],
      ['remedies', () => remedies(shop, { ...asked, goal: goals })],
      ['faultMargins', () => faultMargins(shop, { ...asked, goal: goals })],
      ['compare', () => compare(shop, shop, { ...asked })],
      ['soonest', () => soonest(shop, { ...asked, at: '0.5s' })],
    ]
    for (const [name, plays] of words) {
      await expect(async () => plays()).rejects.toThrow(
        `each run is played at once here, so that nothing real can be waited for\n` +
          `  where: ${name} › realIO`,
      )
    }
  })

  test('is a mistake that is told where it is written', () => {
    const shop = shopOf(keys)
    const tries: [realIO: unknown, told: string][] = [
      ['maybe', '"maybe" says not what becomes of real work'],
      [{ wait: '0s' }, '"0s" is no time at all\n  where: simulate › realIO › wait'],
      [{ waits: '1s' }, 'did you mean "wait"?'],
    ]
    for (const [realIO, told] of tries) {
      expect(() => simulate(shop, { for: '1s', realIO: realIO as 'wait' })).toThrow(told)
    }
  })

  test('leaves nothing behind, and fake timers are a mistake as ever', async () => {
    const own = () => [Worker.prototype, net.Socket.prototype].map(Reflect.ownKeys)
    const before = own()
    await played(keys)
    expect(own()).toEqual(before)

    vi.useFakeTimers()
    try {
      await expect(async () => played(keys)).rejects.toThrow('fake timers are installed')
    } finally {
      vi.useRealTimers()
    }
  })
})
