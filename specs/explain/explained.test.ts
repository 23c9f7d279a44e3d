/** F7: the planted outages are told rightly in one seed; `specs/quality` has 20. */
import { outages } from '../quality/planted/index.ts'
import { itIsExplained } from '../quality/support/truth.ts'

itIsExplained(outages, ['1'])
