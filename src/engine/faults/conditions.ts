/** Makes conditions ready to look at a run: their gauges, and how they are put together. */
import type {
  ComparisonData,
  ConditionData,
  GaugeData,
  Question,
} from '../../faults/condition-data.ts'
import { gaugeKinds, gaugeSentence } from '../../faults/gauge-kinds.ts'
import { quoted } from '../../faults/sentence.ts'
import { invariant } from '../../kernel/errors.ts'
import { type Percentile, shareOf } from '../../kernel/percentile.ts'
import { exactDuration, type Ms } from '../../kernel/units.ts'
import { observe, SlidingCounts } from '../../world/faults/gauges.ts'
import { SlidingTimes, SlidingUse } from '../../world/faults/gauges-of-time.ts'
import {
  Comparison,
  Lasting,
  type ConditionCheck,
  Opposite,
  Several,
  State,
} from '../../world/faults/condition-checks.ts'
import type { Watch } from '../../world/faults/watch.ts'
import type { Asked, ConditionTargets } from './condition-targets.ts'

type Read = (now: Ms) => number | undefined

/** Makes conditions that can look; those that ask the same share a gauge. */
export class ConditionMaker {
  readonly #targets: ConditionTargets
  readonly #watch: Watch
  readonly #gauges = new Map<string, unknown>()

  constructor(targets: ConditionTargets, watch: Watch) {
    this.#targets = targets
    this.#watch = watch
  }

  /** A condition that can look; one that is made twice looks twice. */
  make(data: ConditionData): ConditionCheck {
    switch (data.is) {
      case 'above':
      case 'below':
        return this.#comparison(data)
      case 'breaker':
        return this.#breaker(data)
      case 'down':
        return this.#down(data)
      case 'lasting':
        return new Lasting(this.make(data.of), data.forMs, exactDuration(data.forMs))
      case 'allOf':
      case 'anyOf':
        return new Several(
          data.is,
          data.of.map(one => this.make(one)),
        )
      case 'not':
        return new Opposite(this.make(data.of))
    }
  }

  #comparison(data: ComparisonData): ConditionCheck {
    const { gauge } = data
    const phrase = { name: gaugeSentence(gauge), shown: gaugeKinds[gauge.gauge].shown }
    return new Comparison(this.#reader(gauge, this.#asked(data)), data, phrase)
  }

  #breaker(data: Extract<Question, { is: 'breaker' }>): ConditionCheck {
    const { breakers } = this.#asked(data)
    const name = `breaker(${quoted(data.of)})`
    const isSo = (): boolean => breakers.some(one => one.anyIs(data.state))
    return new State(isSo, [`${name} was not ${data.state}`, `${name} was ${data.state}`])
  }

  #down(data: Extract<Question, { is: 'down' }>): ConditionCheck {
    const replicas = this.#asked(data).component?.replicas ?? []
    const isSo = (): boolean => replicas.every(({ conditions }) => conditions.isDown)
    return new State(isSo, [`${quoted(data.of)} was up`, `${quoted(data.of)} was down`])
  }

  #reader(gauge: GaugeData, asked: Asked): Read {
    switch (gauge.gauge) {
      case 'queueOf':
        return () => asked.line?.levels.queued
      case 'utilisation': {
        const use = this.#use(gauge, asked)
        return () => use.share
      }
      case 'latency': {
        const times = this.#times(gauge, asked)
        const share = shareOf(gauge.percentile as Percentile)
        return () => times.quantile(share)
      }
      default: {
        const counts = this.#counts(gauge, asked)
        const { gauge: what } = gauge
        return () => counts[what]
      }
    }
  }

  #counts(gauge: GaugeData, { counts }: Asked): SlidingCounts {
    return this.#shared('counts', gauge, window => {
      const made = new SlidingCounts(window)
      for (const place of counts) observe(place, made)
      return made
    })
  }

  #times(gauge: GaugeData, { times }: Asked): SlidingTimes {
    return this.#shared('times', gauge, window => {
      const made = new SlidingTimes(window)
      for (const place of times) observe(place, made)
      return made
    })
  }

  #use(gauge: GaugeData, { meter }: Asked): SlidingUse {
    invariant(meter !== null, `${gauge.of} has no slots to use`)
    return this.#shared(
      'use',
      gauge,
      window => new SlidingUse(meter.levels, meter.capacity, window),
    )
  }

  #shared<G extends { turn(now: Ms): void }>(
    kind: string,
    { of, overMs }: GaugeData,
    make: (window: { readonly overMs: Ms; readonly everyMs: Ms }) => G,
  ): G {
    const key = `${kind} ${overMs} ${of}`
    const known = this.#gauges.get(key)
    if (known !== undefined) return known as G
    const made = this.#watch.turning(make({ overMs, everyMs: this.#watch.everyMs }))
    this.#gauges.set(key, made)
    return made
  }

  #asked(question: Question): Asked {
    const asked = this.#targets.find(question)
    invariant(!('what' in asked), 'a condition was not checked')
    return asked
  }
}
