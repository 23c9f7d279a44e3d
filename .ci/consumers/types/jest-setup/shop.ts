/** Where a setup file registers the matchers, `types` of tsconfig.json tells the compiler so. */
import { expect } from '@jest/globals'
import { run } from '../shop.js'

expect(run).toStayAvailable('99.9%')
expect(run).not.toTripCircuit('product->db', { within: '6s' })
// @ts-expect-error: a share says so with a per cent sign
expect(run).toStayAvailable('99.9')
