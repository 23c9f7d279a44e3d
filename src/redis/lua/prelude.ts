/** Lua of our own, which runs before any script. */

/**
 * Takes away what Redis takes away, adds what Lua 5.1 has and 5.3 has not, and makes all tables
 * read-only. It returns what scripts see as their globals, and the table behind it.
 */
export const PRELUDE = `
local native = native
local original = {
  next = next, pcall = pcall, rawget = rawget, rawset = rawset, setmetatable = setmetatable,
  tostring = tostring, xpcall = xpcall,
}

unpack = table.unpack
loadstring = load
table.getn = function(list) return #list end
table.maxn = function(list)
  local most = 0
  for key in pairs(list) do
    if type(key) == 'number' and key > most then most = key end
  end
  return most
end
table.foreach = function(list, run)
  for key, value in pairs(list) do
    local result = run(key, value)
    if result ~= nil then return result end
  end
end
table.foreachi = function(list, run)
  for place = 1, #list do
    local result = run(place, list[place])
    if result ~= nil then return result end
  end
end
table.pack, table.unpack, table.move = nil, nil, nil
math.pow = function(base, power) return base ^ power end
math.mod = math.fmod
math.log10 = function(value) return math.log(value, 10) end
math.floor, math.ceil, math.max, math.min = native.floor, native.ceil, native.max, native.min
math.ldexp = function(mantissa, power) return mantissa * 2 ^ power end
math.frexp = function(value)
  if value == 0 then return 0, 0 end
  local power = 0
  while math.abs(value) >= 1 do value, power = value / 2, power + 1 end
  while math.abs(value) < 0.5 do value, power = value * 2, power - 1 end
  return value, power
end
collectgarbage = function() return 0 end
math.random, math.randomseed = native.random, native.randomseed
math.tointeger, math.type, math.ult, math.maxinteger, math.mininteger = nil, nil, nil, nil, nil
string.format = native.format
string.gfind = string.gmatch
string.pack, string.unpack, string.packsize = nil, nil, nil
tonumber = native.tonumber
-- An error of a command is a table, of which scripts see the text.
local function outcome(ok, value, ...)
  if ok then return ok, value, ... end
  if type(value) == 'table' and type(value.err) == 'string' then return ok, value.err end
  if type(value) == 'string' then return ok, native.words(value) end
  return ok, value
end
pcall = function(...) return outcome(original.pcall(...)) end
xpcall = function(run, handle)
  return original.xpcall(run, function(message)
    if type(message) == 'string' then message = native.words(message) end
    return handle(message)
  end)
end
-- What joins strings writes numbers as 5.1 does; what 5.3 has for a single one does not.
tostring = function(...)
  local value = ...
  if type(value) == 'number' then return value .. '' end
  return original.tostring(...)
end
_VERSION = 'Lua 5.1'
dofile, loadfile, print, rawlen = nil, nil, nil, nil

local readonly = 'Attempt to modify a readonly table'
local function refuse() error(readonly, 2) end

-- What scripts see is empty, so that whatever they set is refused; this knows what is behind it.
local behindOf = original.setmetatable({}, { __mode = 'k' })

next = function(list, key) return original.next(behindOf[list] or list, key) end
rawget = function(list, key) return original.rawget(behindOf[list] or list, key) end
rawset = function(list, key, value)
  if behindOf[list] then error(readonly, 0) end
  return original.rawset(list, key, value)
end
setmetatable = function(list, meta)
  if behindOf[list] then error(readonly, 0) end
  return original.setmetatable(list, meta)
end

local function frozen(behind)
  local front = {}
  behindOf[front] = behind
  return original.setmetatable(front, {
    __index = behind,
    __newindex = refuse,
    __metatable = false,
    __pairs = function() return original.next, behind, nil end,
    __len = function() return #behind end,
  })
end

local behind = {}
for name, value in pairs(_G) do
  if name ~= 'native' and name ~= '_G' then
    behind[name] = type(value) == 'table' and frozen(value) or value
  end
end
original.setmetatable(behind, {
  __index = function(_, name)
    local shown = original.tostring(name)
    error("Script attempted to access nonexistent global variable '" .. shown .. "'", 2)
  end,
})
local front = frozen(behind)
behind._G = front
return front, behind
`
