"""A runner that was started before it is needed: load, confine, greet, then serve one submission.

Started by the judge as `python -I spare.py FLAVOUR LIMITS PARENT DESCRIPTOR ...` with a clean environment.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

if __name__ == "__main__":  # isolated mode keeps the environment's paths away; ours is the folder above the package
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from quiz.sandbox import restrictions, runner, wire
from quiz.sandbox.fork_server import warm_up


def main(arguments: list[str]) -> None:
    flavour, limits, parent, *descriptors = arguments
    restrictions.die_with_parent(int(parent))
    warm_up(flavour)
    confinement = restrictions.Confinement.prepare(flavour)
    channels = runner.take_descriptors([int(descriptor) for descriptor in descriptors], confinement.rules)
    held = confinement.apply(restrictions.Limits(**json.loads(limits)))
    wire.send(channels.frames_out, wire.pack(wire.Kind.READY, 0, {"protections": held}))
    runner.run(channels)


if __name__ == "__main__":
    main(sys.argv[1:])
