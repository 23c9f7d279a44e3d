/** F7 The catalogue: what each row makes of a declaration is a system, printed as it is written. */
import {
  cache,
  cached,
  call,
  clients,
  publish,
  queue,
  service,
  simulate,
  store,
  type System,
  system,
  worker,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { changed, draftOf } from '../../../src/declare/draft.ts'
import { catalogue } from '../../../src/explain/remedies/catalogue/index.ts'
import { linesOf } from '../../../src/explain/remedies/lines.ts'
import { remediesAt } from '../../../src/explain/remedies/offers.ts'
import { apply, inWords } from '../../../src/explain/remedies/remedy.ts'
import { pasted } from '../support/pasted.ts'

/** Something of everything that a row may change. */
const all: System = system(
  'all',
  {
    users: clients({ rate: '20/s', call: 'web', timeout: '1s' }),
    web: service({
      replicas: 4,
      outlierDetection: { consecutive: 5 },
      handle: [
        cached('sessions', { key: 100, ttl: '5s', miss: call('db', { retry: { attempts: 4 } }) }),
        call('api.read', {
          timeout: '5s',
          retry: { attempts: 3 },
          breaker: { consecutive: 5, openFor: '5s' },
          bulkhead: { limit: 8, pool: 'shared' },
        }),
        call('api.write', { bulkhead: { kind: 'connectionPool', limit: 8 } }),
        publish('jobs'),
      ],
    }),
    api: service({
      replicas: 3,
      operations: { read: call('db', { bulkhead: { limit: 9 } }), write: call('db') },
      resources: { cpu: 2, memory: { size: '512MB', each: '1MB' }, diskIo: '200/s' },
    }),
    sessions: cache({ latency: '1ms' }),
    jobs: queue({ deliveries: 3, redeliverAfter: '1s', capacity: 100 }),
    sender: worker({
      of: 'jobs',
      handle: call('db', { retry: { attempts: 3, budget: { ratio: 0.1 } } }),
    }),
    db: store({ concurrency: 2, time: '5ms' }),
  },
  {
    network: {
      'web->api': { latency: '1ms', connection: { tls: 1 } },
      'api->db': { latency: '1ms', connection: { tls: 1 }, keepAlive: { most: 10 } },
    },
  },
)
const calm = simulate(all, { for: '5s' })
const places = new Set([
  ...Object.keys(all.parts),
  ...draftOf(all).calls.map(({ name }) => name),
  all.name,
])
const remedies = remediesAt({ system: all, calm, run: calm }, places)

describe('F7 the catalogue of remedies', () => {
  it('offers something from each row', () => {
    const offered = new Set(remedies.flat().map(({ kind }) => kind))
    expect(Object.keys(catalogue).filter(kind => !offered.has(kind))).toEqual([])
  })

  it('makes systems, each another than it was, and each other than the others', () => {
    const made = remedies.map(remedy => JSON.stringify(changed(all, draft => apply(remedy, draft))))
    expect(made).not.toContain(JSON.stringify(all))
    expect(new Set(made).size).toBe(made.length)
  })

  it('prints lines that make the same system when they are pasted', () => {
    for (const remedy of remedies) {
      const lines = linesOf(all, remedy)
      expect([inWords(remedy), lines.length > 0]).toEqual([inWords(remedy), true])
      const made = changed(all, draft => apply(remedy, draft))
      expect([inWords(remedy), runOf(pasted(all, lines))]).toEqual([inWords(remedy), runOf(made)])
    }
  })

  it('turns its numbers to others', () => {
    const dials = remedies.flat().flatMap(({ dial }) => dial ?? [])
    expect(dials.length).toBeGreaterThan(0)
    for (const { turned, values, text } of dials) {
      expect(turned(values[3]).what).toContain(text(values[3]))
      expect(turned(values[3]).dial?.value).toBe(values[3])
    }
  })

  it('leaves alone what clients do, and calls whose policies stand in their own order', () => {
    const ordered = system('ordered', {
      users: clients({ rate: '20/s', call: 'web', timeout: '1s' }),
      web: service({ handle: call('db', { policies: [{ timeout: '1s' }] }) }),
      db: store({ time: '5ms' }),
    })
    const run = simulate(ordered, { for: '5s' })
    const offered = remediesAt(
      { system: ordered, calm: run, run },
      new Set(['users->web', 'web->db']),
    )
    expect(offered.map(inWords)).toEqual(['deadlines handed on at ordered'])
  })
})

const runOf = (declared: typeof all) => simulate(declared, { for: '200ms' }).digest
