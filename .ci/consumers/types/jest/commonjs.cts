/** The same package has types for CommonJS. */
import gameday = require('gameday')
import matchers = require('gameday/matchers')
import jest = require('gameday/jest')
import policies = require('gameday/policies')

const empty = gameday.system('empty', {})
jest.expect(empty).toBeDefined()
export { matchers, policies }
