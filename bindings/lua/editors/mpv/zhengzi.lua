-- SPDX-License-Identifier: Apache-2.0
-- Subtitles converted as mpv shows them: mpv --script=zhengzi.lua --script-opts=zhengzi-recipe=s2twp
-- docs/lua.md has the options, the key and the messages.

-- The module is no Lua file: that could only be this one.
local path = package.path
package.path = ""
local found, zz = pcall(require, "zhengzi")
package.path = path

local msg = require "mp.msg"
local options = { recipe = "s2t", dictionary = "", protect = "", enabled = true }
require("mp.options").read_options(options, "zhengzi")

if not found then
  msg.error(("the module zhengzi for %s was not found; LUA_CPATH can name its place, as '/DIR/?.so;;'"):format(_VERSION))
  msg.verbose(zz)
  return
end

-- Both subtitles that mpv shows; the second is at the top.
local tracks = {
  { text = "sub-text", visible = "sub-visibility", align = 2 },
  { text = "secondary-sub-text", visible = "secondary-sub-visibility", align = 8 },
}

local converter
local active = false

---- Drawing -----------------------------------------------------------------

-- The height that sub-font-size and its like are made for.
local SCREEN = 720

local function color(option)
  local alpha, red, green, blue = mp.get_property(option, ""):match("^#(%x%x)(%x%x)(%x%x)(%x%x)$")
  if not alpha then
    return "FFFFFF", "00"
  end
  return blue .. green .. red, ("%02X"):format(255 - tonumber(alpha, 16))
end

-- As the options for subtitles say; styles of the subtitles' own are not known here.
local function style(track)
  local text, text_alpha = color("sub-color")
  local border, border_alpha = color("sub-border-color")
  return ("{\\an%d\\q0\\fn%s\\fs%g\\bord%g\\b%d\\1c&H%s&\\1a&H%s&\\3c&H%s&\\3a&H%s&}"):format(
    track.align, mp.get_property("sub-font", "sans-serif"),
    mp.get_property_number("sub-font-size", 55) * mp.get_property_number("sub-scale", 1),
    mp.get_property_number("sub-border-size", 3), mp.get_property_bool("sub-bold", false) and 1 or 0,
    text, text_alpha, border, border_alpha)
end

-- Nothing in a subtitle's text is to be read as a command of ASS.
local function escaped(text)
  return (text:gsub("\\", "\\\226\129\160"):gsub("{", "\\{"):gsub("\n", "\\N"))
end

local function draw(track, text)
  track.overlay = track.overlay or mp.create_osd_overlay("ass-events")
  track.overlay.res_x, track.overlay.res_y = 0, SCREEN
  track.overlay.data = style(track) .. escaped(text)
  track.overlay:update()
end

local function clear(track)
  if track.overlay then
    track.overlay:remove()
  end
end

---- What is shown -----------------------------------------------------------

local function show(track, text)
  track.shown = text
  if not active or track.hidden or not text or text == "" then
    return clear(track)
  end
  local converted, message = converter:convert(text)
  if not converted then
    msg.warn(message)
    converted = text
  end
  msg.verbose(("%s: %s"):format(track.text, converted))
  draw(track, converted)
end

-- mpv's own showing is off meanwhile. Where something turns it on, as the key v does, that was meant
-- for what is shown here: it is hidden, or shown again.
local function keep_off(track, visible)
  if active and visible then
    mp.set_property_bool(track.visible, false)
    track.hidden = not track.hidden
    msg.verbose(track.text .. (track.hidden and " is hidden" or " is shown"))
    show(track, track.shown)
    -- Turned on again before mpv has told that it is off, that is no change, and not told.
    mp.add_timeout(0.1, function() keep_off(track, mp.get_property_bool(track.visible)) end)
  end
end

local function set_active(wanted)
  if wanted == active then
    return
  end
  active = wanted
  msg.verbose(active and "on" or "off")
  for _, track in ipairs(tracks) do
    if active then
      track.hidden = not mp.get_property_bool(track.visible, true)
      mp.set_property_bool(track.visible, false)
    else
      mp.set_property_bool(track.visible, not track.hidden)
    end
    show(track, track.shown)
  end
end

---- What the user says -------------------------------------------------------

local function file_text(name)
  if name == "" then
    return nil
  end
  local file, message = io.open(mp.command_native { "expand-path", name }, "rb")
  if not file then
    error(message, 0)
  end
  local text = file:read("*a")
  file:close()
  return text
end

local function open(recipe)
  local opened, made, message = pcall(function()
    return zz.open(recipe, { dictionary = file_text(options.dictionary), protect = file_text(options.protect) })
  end)
  if opened and made then
    converter = made
    return true
  end
  msg.error(opened and message or made)
  mp.osd_message("zhengzi: " .. tostring(opened and message or made))
  return false
end

mp.register_script_message("recipe", function(recipe)
  if open(recipe or "") then
    set_active(true)
    for _, track in ipairs(tracks) do
      show(track, track.shown)
    end
    mp.osd_message("zhengzi: " .. recipe)
  end
end)

mp.add_key_binding("Alt+z", "toggle", function()
  set_active(not active and converter ~= nil)
  mp.osd_message(active and "zhengzi: on" or "zhengzi: off")
end)

for _, track in ipairs(tracks) do
  mp.observe_property(track.text, "string", function(_, text) show(track, text) end)
  mp.observe_property(track.visible, "bool", function(_, visible) keep_off(track, visible) end)
end

if open(options.recipe) then
  set_active(options.enabled)
end
