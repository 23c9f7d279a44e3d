import { system } from 'gameday'
import { expect } from 'vitest'
import { expect as e2 } from 'gameday/vitest'
export const x = (): string => typeof system + typeof expect + typeof e2
