/** What the messages of a call met on the network, as plain numbers. */
import { type LatencyNumbers, timingNumbers } from './latency-numbers.ts'
import { LinkEvent, type LinkMeter, type WayMeter } from './link-meter.ts'
import type { Span } from './window.ts'

/** One way of a link. */
export type WayNumbers = {
  /**
   * The bandwidth in use, by all who share the link, over the bandwidth there is. Where messages do
   * not share it, what they would take; so that may be over 1. Undefined without a bandwidth.
   */
  readonly utilisation: number | undefined
  /** Waiting for the link, or sharing it: each time a message was sent. */
  readonly queuing: LatencyNumbers
  /** Messages. */
  readonly sent: number
  /** How often one was sent again. */
  readonly retransmitted: number
  /** How often one was lost on the way, and how often it found the buffer full. */
  readonly lost: number
  readonly dropped: number
  /** Messages that never arrived. */
  readonly givenUp: number
}

/** Both ways of the link under a call. */
export type NetworkNumbers = {
  readonly there: WayNumbers
  readonly back: WayNumbers
  /** Connections that were set up. */
  readonly connections: number
}

/** The numbers of the links under a call to one operation, or to several. */
export function networkNumbers(links: readonly LinkMeter[], span: Span): NetworkNumbers | null {
  if (links.length === 0) return null
  const [there, back] = [links.map(link => link.there), links.map(link => link.back)]
  return {
    there: wayNumbers(there, span),
    back: wayNumbers(back, span),
    connections: counted(there, LinkEvent.Connected, span),
  }
}

function wayNumbers(ways: readonly WayMeter[], span: Span): WayNumbers {
  const count = (event: LinkEvent): number => counted(ways, event, span)
  return {
    utilisation: utilisationOf(ways, span),
    queuing: timingNumbers(
      ways.map(way => way.queuing),
      span,
    ),
    sent: count(LinkEvent.Sent),
    retransmitted: count(LinkEvent.Retransmitted),
    lost: count(LinkEvent.Lost),
    dropped: count(LinkEvent.Dropped),
    givenUp: count(LinkEvent.GivenUp),
  }
}

const counted = (ways: readonly WayMeter[], event: LinkEvent, { slots }: Span): number =>
  ways.reduce((sum, way) => sum + way.counted(event, slots), 0)

/** Operations of one component share a link; of several links the busiest counts. */
function utilisationOf(ways: readonly WayMeter[], span: Span): number | undefined {
  const all = ways.flatMap(({ usage }) => usage?.over(span) ?? [])
  return all.length === 0 ? undefined : Math.max(...all)
}
