/**
 * F7: what is told of the planted outages is true: the cause is the planted one in 19 of 20 seeds,
 * or marked as unsure; no decoy is ever blamed; and the first remedy, pasted, holds.
 */
import { outages } from './planted/index.ts'
import { outageSeeds } from './support/outage.ts'
import { itIsExplained, itIsMended } from './support/truth.ts'

itIsExplained(outages, outageSeeds)
itIsMended(outages, outageSeeds)
