/** Systems of many components, and faults that are in force together. */
import {
  call,
  clients,
  exponential,
  type Fault,
  type Run,
  service,
  simulate,
  slow,
  store,
  type System,
  system,
  work,
} from 'gameday'
import type { Component } from '../src/declare/components.ts'
import { calls, linkTime, RATE_PER_MS, tiers } from './model.ts'

const [gateway, backend, db] = tiers
const [toGateway, toBackend, toDb] = calls

/** So many times gateway → service → db side by side, which share the load of one. */
export function chains(count: number): System {
  const parts: Record<string, Component> = {}
  const to = ({ timeoutMs }: (typeof calls)[number]) => ({
    timeout: timeoutMs,
    retry: { attempts: 3 },
  })
  for (let i = 0; i < count; i++) {
    const rate = `${RATE_PER_MS / count}/ms` as const
    parts[`clients ${i}`] = clients({ rate, timeout: toGateway.timeoutMs, call: `gateway ${i}` })
    parts[`gateway ${i}`] = service({
      concurrency: gateway.concurrency,
      handle: [work(gateway.time), call(`service ${i}`, to(toBackend))],
    })
    parts[`service ${i}`] = service({
      concurrency: backend.concurrency,
      handle: [work(backend.time), call(`db ${i}`, to(toDb))],
    })
    parts[`db ${i}`] = store({ concurrency: db.concurrency, time: db.time })
  }
  return system('chains', parts as never, { network: { default: linkTime } })
}

/** A service and its store, under 1,000 requests a second. */
const pair = system('pair', {
  users: clients({ rate: '1000/s', call: 'api' }),
  api: service({ handle: call('db') }),
  db: store({ time: exponential('10ms') }),
})

/** Plays the pair for some requests, with so many faults in force all the time. */
export function playUnder(faults: number, requests: number, seed: number): Run {
  const all: Fault<'db'>[] = Array.from({ length: faults }, () => slow('db', { by: '0.01ms' }))
  return simulate(pair, { for: requests, seed, faults: all })
}
