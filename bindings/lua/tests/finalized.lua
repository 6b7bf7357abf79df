-- SPDX-License-Identifier: Apache-2.0
-- An object whose finalizer calls action(): a table in later versions, in 5.1 a proxy.
return function(action)
  if newproxy then
    local proxy = newproxy(true)
    getmetatable(proxy).__gc = action
    return proxy
  end
  return setmetatable({}, { __gc = action })
end
