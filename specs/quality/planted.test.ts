/** F7: the planted outages are what they are said to be, in each of their 20 seeds. */
import { outages } from './planted/index.ts'
import { outageSeeds } from './support/outage.ts'
import { itIsAsPlanted } from './support/planted.ts'

itIsAsPlanted(outages, outageSeeds)
