import { test, expect as ve } from 'vitest'
import { expect } from 'gameday/vitest'
import { run } from '../specs/house/support/prelude.ts'
test('x', () => {
  for (const f of [() => expect(run).toStayAvailable('99.999%'), () => ve(1).toBe(2), () => ve.fail('x'), () => ve.assert(false)]) {
  try { f() } catch (e) { console.log(Object.getOwnPropertyNames(e), e.name, e.constructor.name, e.constructor) }
  }
})
