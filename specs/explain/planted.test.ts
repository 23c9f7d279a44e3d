/** F7: the planted outages are what they are said to be, in one seed; `specs/quality` has 20. */
import { outages } from '../quality/planted/index.ts'
import { itIsAsPlanted } from '../quality/support/planted.ts'

itIsAsPlanted(outages, ['1'])
