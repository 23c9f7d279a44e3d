/** Systems that only differ in what stands idle or waits. */
import {
  clients,
  constant,
  type Distribution,
  exponential,
  store,
  type System,
  system,
} from 'gameday'
import type { Component } from '../src/declare/components.ts'

/** M/M/1 beside so many stores that nobody calls. */
export function idleSystem(idle: number): System {
  const parts: Record<string, Component> = {
    clients: clients({ rate: '900/s', call: 'server' }),
    server: store({ concurrency: 1, queue: 100_000, time: exponential('1ms') }),
  }
  for (let i = 0; i < idle; i++) parts[`idle ${i}`] = store({ time: exponential('1ms') })
  return system('idle', parts as never)
}

/** A delay that as many requests as wanted are in at any time. */
export const delaySystem = (pending: number, time: Distribution = constant('100ms')): System =>
  system('delay', {
    clients: clients({ rate: `${pending / 100}/ms`, call: 'delay', timeout: '1h' }),
    delay: store({ concurrency: 1_000_000, time }),
  })
