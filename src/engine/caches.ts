/** Makes what callers ask of caches: their keys, how these age, and who fills what is missed. */
import {
  type CachedData,
  everyStep,
  type KeysData,
  type StepData,
  type SystemData,
} from '../declare/data.ts'
import { CacheLog } from '../world/caches/cache-log.ts'
import { Ages } from '../world/caches/ages.ts'
import { Warming } from '../world/caches/warming.ts'
import { CacheFills } from '../world/caches/fills.ts'
import { AgingKeys, type CacheKeys, HitRatio } from '../world/caches/keys.ts'
import type { Component } from '../world/handling/component.ts'
import type { Program } from '../world/handling/program.ts'
import type { World } from '../world/world.ts'
import { count } from '../kernel/count.ts'
import { UsageError } from '../kernel/errors.ts'
import { samplerOf } from '../kernel/distributions/samplers.ts'

/** Keys that a caller asks for, and how it fills what it misses; null when it does so by itself. */
export type Asking = {
  readonly keys: CacheKeys
  readonly fillsWith: ((miss: Program) => CacheFills) | null
}

/** Who asks, and what. */
type Question = {
  /** The component that asks. */
  readonly component: Component
  /** The cache; for one that is inside the asker, the asker. */
  readonly cache: Component
  /** Names the stream of chance that draws keys. */
  readonly stream: string
}

type AgingData = Exclude<KeysData, { readonly hitRatio: number }>

/**
 * Keys of different callers lie this far apart. It divides by every number up to 20, so that where
 * a key lives does not depend on how many other callers there are.
 */
const KEY_RANGE = 232_792_560

/** What can be played before a run, in a few seconds. */
const MOST_ENTRIES = 10_000_000

/** The questions to caches of one run. */
export class Caches {
  readonly #world: World
  readonly #system: SystemData
  /** How many callers ask each cache so far. */
  readonly #callers = new Map<string, number>()
  readonly #warming = new Warming()

  constructor(world: World, system: SystemData) {
    this.#world = world
    this.#system = system
  }

  /**
   * What one step asks for.
   */
  asking({ cache: name, keys, miss }: CachedData, { component, cache, stream }: Question): Asking {
    const asker = component.handling.name
    const { agenda, recording } = this.#world
    const meter = recording.cacheMeter(cache.handling.name)
    for (const callee of calledBy(miss)) meter.fetches.add(`${asker}->${callee}`)
    const log = new CacheLog(meter, asker, recording.grid, agenda)
    if ('hitRatio' in keys) {
      const random = this.#world.random(stream)
      const { name: asked } = cache.handling
      const ratio = new HitRatio(agenda, random, {
        ratio: keys.hitRatio,
        warmUpMs: this.#warmUpMs(asked),
        log,
      })
      return { keys: ratio, fillsWith: null }
    }
    const isOwn = name === null
    const aging = this.#aging(keys, cache, { stream, isOwn, log })
    const { renewal, warm } = keys
    if (warm !== null) {
      const random = this.#world.random(`${stream}/warm`)
      this.#warming.add({ keys: aging, warm, askers: component.replicas, isOwn, random })
    }
    if (renewal === null) return { keys: aging, fillsWith: null }
    const rule = isOwn ? { ...renewal, perReplica: true } : renewal
    return { keys: aging, fillsWith: miss => new CacheFills(aging, miss, rule) }
  }

  /**
   * Caches that are declared warm become so, before anything else happens.
   *
   * @throws UsageError when that is too much to play
   */
  warmUp(): void {
    const { size } = this.#warming
    if (size <= MOST_ENTRIES) return this.#warming.play()
    const asked = count(Math.round(size))
    throw new UsageError({
      what: `caches begin with ${asked} questions, of ${count(MOST_ENTRIES)} at most`,
      where: `system "${this.#system.name}", warm`,
      fix: 'write a shorter time, fewer keys or fewer replicas',
    })
  }

  #aging(
    { keys, ages }: AgingData,
    cache: Component,
    { stream, isOwn, log }: { stream: string; isOwn: boolean; log: CacheLog },
  ): AgingKeys {
    const world = this.#world
    return new AgingKeys(world.agenda, isOwn ? null : cache, world.random(stream), {
      log,
      ages: new Ages(ages, world.chance(`${stream}/ages`)),
      count: typeof keys === 'number' ? keys : keys.items,
      popularity: typeof keys === 'number' ? null : samplerOf(keys),
      first: this.#nextCaller(cache.handling.name) * KEY_RANGE,
    })
  }

  #warmUpMs(cache: string): number {
    const part = this.#system.parts.get(cache)
    return part?.kind === 'clients' ? 0 : (part?.cache?.warmUpMs ?? 0)
  }

  #nextCaller(cache: string): number {
    const number = this.#callers.get(cache) ?? 0
    this.#callers.set(cache, number + 1)
    return number
  }
}

/** Whom some steps call. */
const calledBy = (steps: readonly StepData[]): string[] =>
  [...everyStep(steps)].flatMap(step => (step.step === 'call' ? [step.to] : []))
