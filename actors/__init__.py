"""Where things run: Ray shells around plain classes, one actor a module.

An `if` that is not about the cluster belongs in `panda`.
"""
