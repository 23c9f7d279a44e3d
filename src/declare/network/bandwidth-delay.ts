/** How much is under way on a link that is kept full. */
import { type Bandwidth, bitsPerMs, type Duration, durationMs } from '../../kernel/units.ts'

const BITS_PER_BYTE = 8

/**
 * The bandwidth–delay product: the bytes under way when a link is full, and so the least window
 * that fills it. With a smaller window throughput is window / round trip.
 *
 * @param bandwidth of the link
 * @param roundTrip there and back
 * @returns bytes
 * @throws UsageError for what is no bandwidth or no duration
 * @example bandwidthDelayProduct('1Gbps', '100ms') // 12_500_000 bytes
 */
export const bandwidthDelayProduct = (bandwidth: Bandwidth, roundTrip: Duration): number =>
  (bitsPerMs(bandwidth) * durationMs(roundTrip)) / BITS_PER_BYTE
