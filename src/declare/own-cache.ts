/** Whether some steps ask the cache inside whoever does them. */
import { everyStep, type StepData } from './data.ts'

/** Whether any of these steps, or one inside them, asks a cache without naming one. */
export const asksItself = (steps: readonly StepData[]): boolean =>
  [...everyStep(steps)].some(step => step.step === 'cached' && step.cache === null)
