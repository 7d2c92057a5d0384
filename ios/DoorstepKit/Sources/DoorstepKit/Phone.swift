@_exported import DoorstepCore
