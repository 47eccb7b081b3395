"""Golden checkpoints of torch itself, for the tests of libs/model-builder/src/checkpoint.

    python -m venv VENV && VENV/bin/pip install -r tools/models/golden/checkpoint-requirements.txt
    VENV/bin/python tools/models/golden/checkpoint-golden.py libs/model-builder/src/checkpoint/golden

torch.save stores the tensors of a state dict as views, with strides, storage offsets and shared storages. This script
writes one state dict in both serialisations, and the tensors that torch.load reads, as float32, to views.json.
"""

import base64
import json
import sys
from collections import OrderedDict

import torch


def state_dict():
    torch.manual_seed(1)
    base = torch.randn(6, 4, 5)
    flat = torch.randn(40)
    annotated = torch.randn(3)
    annotated.origin = "a tensor with an attribute"
    parameter = torch.nn.Parameter(torch.randn(2, 3).t())
    parameter.note = "a parameter with an attribute"
    tensors = OrderedDict(
        row_major=torch.randn(2, 3),
        # torchlibrosa creates its Fourier basis in this way, from a transposed matrix.
        stft=torch.randn(7, 5).t()[:, None, :],
        transposed=torch.randn(4, 6).t(),
        permuted=base.permute(2, 0, 1),
        every_other=base[::2, 1:, ::3],
        offset=flat[7:19].view(3, 4),
        overlapping=flat.as_strided((5, 4), (3, 2), 1),
        shared_whole=flat,
        expanded=torch.randn(3, 1).expand(3, 4),
        expanded_scalar=torch.tensor(1.5).expand(2, 2),
        channels_last=torch.randn(2, 3, 4, 5).to(memory_format=torch.channels_last),
        scalar=torch.tensor(3.25),
        element=base[3, 2, 1],
        empty=torch.empty(0, 3),
        empty_slice=base[2:2],
        float16=torch.tensor([[1.0, -2.5, 65504.0], [6e-8, -0.0, 0.333]], dtype=torch.float16).t(),
        bfloat16=torch.tensor([1.0, -2.5, 3e38, 1e-40, 0.333], dtype=torch.bfloat16)[1:],
        float64=torch.tensor([1 / 3, 1e-300, 16777217.0, 1 + 2**-24, 1 + 3 * 2**-24], dtype=torch.float64)[::2],
        float64_ties=torch.tensor([1 + 2**-24, 1 + 3 * 2**-24, -1 - 2**-24 - 2**-50], dtype=torch.float64),
        parameter=torch.nn.Parameter(torch.randn(3, 2).t()),
        parameter_with_state=parameter,
        annotated=annotated,
        num_batches_tracked=torch.tensor(1000),
        _extra_state={"version": 2, "names": ("a", None, 1.5)},
    )
    tensors._metadata = OrderedDict({"": {"version": 1}, "bn": {"version": 2}})
    return tensors


def values(tensor):
    data = tensor.detach().float().contiguous().numpy().astype("<f4").tobytes()
    return {
        "dtype": str(tensor.dtype).removeprefix("torch."),
        "shape": list(tensor.shape),
        "float32": base64.b64encode(data).decode(),
    }


def main():
    folder = sys.argv[1]
    checkpoint = {"iteration": 600_000, "model": state_dict()}
    golden = None
    for name, zipped in (("views-legacy.pth", False), ("views-zip.pth", True)):
        torch.save(checkpoint, f"{folder}/{name}", _use_new_zipfile_serialization=zipped)
        loaded = torch.load(f"{folder}/{name}", weights_only=False)["model"]
        read = {key: values(tensor) for key, tensor in loaded.items() if isinstance(tensor, torch.Tensor)}
        assert golden is None or golden == read
        golden = read
    with open(f"{folder}/views.json", "w", encoding="utf-8") as file:
        json.dump(golden, file, indent=1)
        file.write("\n")


main()
