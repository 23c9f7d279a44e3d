/** Which formula each jitter stands for. */
import type { Backoff } from './backoff.ts'
import { Decorrelated } from './decorrelated.ts'
import { DecorrelatedV2 } from './decorrelated-v2.ts'
import { FullEnvoy } from './full-envoy.ts'
import { Jittered } from './jitter.ts'
import type { Jitter } from './options.ts'
import type { RetrySettings } from './settings.ts'

/** The formula the settings, already checked, ask for. */
export const formula = (settings: RetrySettings): Backoff => formulas[settings.jitter](settings)

const formulas = {
  none: settings => new Jittered('none', settings),
  full: settings => new Jittered('full', settings),
  equal: settings => new Jittered('equal', settings),
  plusMinus: settings => new Jittered('plusMinus', settings),
  fullEnvoy: settings => new FullEnvoy(settings),
  decorrelated: settings => new Decorrelated(settings),
  decorrelatedV2: settings => new DecorrelatedV2(settings),
} satisfies { [K in Jitter]: (settings: RetrySettings) => Backoff }
