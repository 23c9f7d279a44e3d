/** The options of a policy as users write them: times and shares may be texts. */
import type { Duration, Share } from '../../kernel/units.ts'

/** The same options with times and shares as users write them. */
export type InUnits<O, Times extends string, Shares extends string = never> = O extends unknown
  ? {
      readonly [K in keyof O]: K extends Times ? Duration : K extends Shares ? Share : O[K]
    }
  : never
