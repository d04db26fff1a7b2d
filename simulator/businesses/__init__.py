"""Those who answer the phone: phone trees and people, written as YAML.

A scenario is a folder (docs/guides/scenarios.md). `scenario.load` reads it,
`directory.load` turns it into businesses that can be dialled.
"""
