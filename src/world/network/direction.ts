/** One direction of a physical link: its bandwidth, how it is shared, and how busy it is. */
import type { Agenda } from '../../kernel/agenda.ts'
import type { CapacityData } from '../../declare/network/network-data.ts'
import type { Recording } from '../../record/recording.ts'
import { Usage } from '../../record/usage.ts'
import { Alone } from './alone.ts'
import { Fair } from './fair.ts'
import { Fifo } from './fifo.ts'
import { Reserved } from './reserved.ts'
import type { Capacity, Sharing } from './sharing.ts'
import { Utilisation } from './utilisation.ts'

const BITS_PER_BYTE = 8

/** All messages that go one way over one link, whatever calls they belong to. */
export class Direction {
  readonly sharing: Sharing
  /** Of late, for models of congestion and loss; null when there are none. */
  utilisation: Utilisation | null = null
  /** Over time, for the recording; null without a bandwidth. */
  readonly usage: Usage | null
  /** How many bits may be in front of a message. */
  readonly bufferBits: number
  readonly #capacity: Capacity

  constructor(agenda: Agenda, data: CapacityData, recording: Recording) {
    const capacity = { bandwidth: data.bitsPerMs, load: data.loadBitsPerMs }
    const isLimited = capacity.bandwidth < Number.POSITIVE_INFINITY
    this.usage = isLimited ? new Usage(recording.grid, loadShare(capacity)) : null
    this.#capacity = capacity
    this.bufferBits = data.bufferBytes * BITS_PER_BYTE
    this.sharing =
      this.usage === null || data.sharing === 'none'
        ? new Alone(capacity.bandwidth, this.usage, recording.grid)
        : sharings[data.sharing](agenda, capacity, this.usage)
    if (this.usage !== null) recording.usages.push(this.usage)
  }

  /** Somebody wants to know how busy it is. */
  watch(): void {
    this.utilisation ??= new Utilisation(this.#capacity)
  }
}

const loadShare = ({ load, bandwidth }: Capacity): number => Math.min(1, load / bandwidth)

type Make = (agenda: Agenda, capacity: Capacity, usage: Usage) => Sharing

const sharings: { readonly [S in Exclude<CapacityData['sharing'], 'none'>]: Make } = {
  fifo: (_agenda, capacity, usage) => new Fifo(capacity, usage),
  fair: (agenda, capacity, usage) => new Fair(agenda, capacity, usage),
  reserved: (agenda, capacity, usage) => new Reserved(agenda, capacity, usage),
}
