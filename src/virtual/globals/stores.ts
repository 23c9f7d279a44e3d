/**
 * AsyncLocalStorage. Its stores follow promises by themselves; a virtual timer carries them at a
 * cost, so it does once somebody uses them.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { running } from '../host.ts'
import { stage } from '../stage.ts'
import { type AnyFunction, method, type Replacement } from './replace.ts'

/** The replacements of what begins a store. */
export const stores = (): Replacement[] => [
  method(AsyncLocalStorage.prototype, 'run', noticed),
  method(AsyncLocalStorage.prototype, 'enterWith', noticed),
]

const noticed = (real: AnyFunction): AnyFunction =>
  function (this: unknown, ...args: unknown[]) {
    if (running() !== null) stage.hasStores = true
    return Reflect.apply(real, this, args) as unknown
  }
