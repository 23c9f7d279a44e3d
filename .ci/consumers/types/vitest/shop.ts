/** What must and must not compile with Vitest, whichever of the supported versions. */
import { expect } from 'gameday/vitest'
import { expect as plainExpect } from 'vitest'
import { run } from '../shop.js'

expect(run).toStayAvailable('99.9%')
expect(run).not.toNotExceedP99('500ms')
expect(run).toTripCircuit('product->db', { within: '6s' })
expect(1 + 1).toBe(2)

// @ts-expect-error: the shop has no db of that name
expect(run).toTripCircuit('product->dbb', { within: '6s' })
// @ts-expect-error: a share says so with a per cent sign
expect(run).toStayAvailable('99.9')

plainExpect(run).toStayAvailable('99.9%')
plainExpect(run).not.toNotExceedP99('500ms')
plainExpect({ run }).toEqual({ run: plainExpect.toStayAvailable('99.9%') })
