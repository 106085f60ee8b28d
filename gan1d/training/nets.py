"""The nets of the fast trainer: value and slope go forward together, one reverse pass comes back.

A net is R -> R, so its slope at every sample fits beside its value. With layers W_1 .. W_L, biases
b_l, an activation phi, samples x of shape (n,) and u = ds/dx, t = dh/dx:

    forward   h_0 = x,                t_0 = 1
              s_l = W_l h_{l-1} + b_l    u_l = W_l t_{l-1}
              h_l = phi(s_l)             t_l = phi'(s_l) u_l
              y   = W_L h_{L-1} + b_L    y'  = W_L t_{L-1}

A bar means d(objective)/d(that). For any objective of the y_i and the slopes y'_i:

    reverse   dh_{L-1} = W_L^T dy           dt_{L-1} = W_L^T dy'
              ds_l = phi' dh_l + phi'' u_l dt_l       du_l = phi' dt_l
              dh_{l-1} = W_l^T ds_l      dt_{l-1} = W_l^T du_l
    weights   dW_l = ds_l h_{l-1}^T + du_l t_{l-1}^T     db_l = sum over samples of ds_l

(here dy, dh, ... are the barred ones). So penalties on a slope cost one reverse pass over the pair
and no second derivative by autograd. Samples lie along the last axis, layer l is one matrix
[W_l | b_l] that meets a row of ones under h and a row of zeros under t, and all layers are views of
one flat vector, which an optimiser updates in one go.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from gan1d.training.activations import ACTIVATIONS, Array
from gan1d.training.initial import Weights

threadpool_limits(1, "blas")  # products this small only lose by being shared among threads


class FastNet(ABC):
    """A multilayer perceptron R -> R whose parameters are one flat vector.

    Attributes:
        weights: All parameters, shape (size,): [W_l | b_l] row by row, layer by layer, and last the
            slope of the straight path, if there is one.
        gradient: What `backward` writes, in the same order.
    """

    def __init__(self, start: Weights, activation: str, weights: Array) -> None:
        """Write the initial parameters into `weights` and work on that array from now on."""
        self.activation = ACTIVATIONS[activation]
        self.weights, self.gradient = weights, np.zeros_like(weights)
        shapes = [(rows, inputs + 1) for rows, inputs in _shapes(start)]
        self.layers, self.gradients = _views(weights, shapes), _views(self.gradient, shapes)
        for layer, (weight, bias) in zip(self.layers, start.layers, strict=True):
            layer[:, :-1], layer[:, -1] = weight, bias
        self.straight = None if start.skip is None else weights[-1:]
        if self.straight is not None:
            self.straight[0] = start.skip
        self.transposed = [layer[:, :-1].T for layer in self.layers]
        self.buffers: dict[Any, Any] = {}

    def value(self, x: Array) -> Array:
        """Return y alone, (n,); nothing is kept for `backward`.

        Args:
            x: Inputs, in the dtype of the weights, shape (n,).
        """
        h, *spare = self._buffer("value", len(x), self._allocate_value)
        h[0] = x
        for i, layer in enumerate(self.layers[:-1]):
            after = spare[i % 2]
            s = after[:-1]
            np.matmul(layer, h, out=s)
            self.activation.first(s, s, None)
            h = after
        y = np.matmul(self.layers[-1], h)[0]
        if self.straight is not None:
            y += self.straight * x
        return y

    def _allocate_value(self, n: int) -> list[Array]:
        """Return the inputs of the first layer and, taking turns, of the others: a row of ones."""
        rows = (2, self.layers[-1].shape[1], self.layers[-1].shape[1])
        return [np.ones((count, n), self.weights.dtype) for count in rows]

    def forward(self, x: Array, slope: bool = False) -> tuple[Array, Any]:
        """Return (y, dy/dx or None), each (n,), at the points x; `backward` may follow.

        Args:
            x: Inputs, in the dtype of the weights, shape (n,).
            slope: Compute dy/dx too.
        """
        allocate = partial(self._allocate, slope=slope)
        self.x, self.work = x, self._buffer(slope, len(x), allocate)
        y, dy = self._forward(x, self.work, slope)
        if self.straight is not None:
            y += self.straight * x
            if dy is not None:
                dy += self.straight
        return y, dy

    def backward(self, by_y: Array, by_dy: Array | None) -> None:
        """Write the gradient of an objective, given what it changes per y_i and dy_i."""
        self._backward(self.x, self.work, by_y, by_dy)
        if self.straight is not None:
            by_slope = 0 if by_dy is None else by_dy.sum()
            self.gradient[-1] = np.vecdot(by_y, self.x) + by_slope

    def _buffer(self, use: str | bool, n: int, allocate: Callable[[int], Any]) -> Any:
        """Return the arrays to work in for one use and so many points."""
        key = (use, n)
        if key not in self.buffers:
            if len(self.buffers) >= 8:  # batch sizes change now and then; do not hoard
                self.buffers.clear()
            self.buffers[key] = allocate(n)
        return self.buffers[key]

    def rest(self) -> None:
        """Give up the arrays to work in, and what was kept for `backward`."""
        self.buffers.clear()
        self.work = None

    @abstractmethod
    def _allocate(self, n: int, slope: bool) -> Any: ...
    @abstractmethod
    def _forward(self, x: Array, work: Any, slope: bool) -> tuple[Array, Any]: ...
    @abstractmethod
    def _backward(self, x: Array, work: Any, by_y: Array, by_dy: Array | None) -> None: ...


class Deep(FastNet):
    """Any number of hidden layers: the formulas above as they stand.

    Value and slope are two blocks of one array, (2, rows, n); without slopes there is one block.
    """

    def _allocate(self, n: int, slope: bool) -> Any:
        def new(*blocks: int, rows: int) -> Array:
            return np.zeros((*blocks, rows, n), self.weights.dtype)

        blocks = 1 + slope
        inputs = [new(blocks, rows=layer.shape[1]) for layer in self.layers]
        for value in inputs:
            value[0, -1] = 1  # the row of ones
        if slope:
            inputs[0][1, 0] = 1  # t_0
        width = inputs[-1].shape[1] - 1
        by_h = [new(blocks, rows=width) for _ in range(2)]
        # for each hidden layer: (s | u), later phi'' for s, (h | t), phi', and (dh | dt), later
        # (ds | du); the reverse pass looks at two layers at a time
        hidden = [
            (new(blocks, rows=width), after[:, :-1], new(rows=width), by_h[i % 2])
            for i, after in enumerate(inputs[1:])
        ]
        return inputs, hidden, new(blocks, rows=1)

    def _forward(self, x: Array, work: Any, slope: bool) -> tuple[Array, Any]:
        inputs, hidden, _ = work
        inputs[0][0, 0] = x
        for i, (s, h_t, p, _) in enumerate(hidden):
            np.matmul(self.layers[i], inputs[i], out=s)
            self.activation.first(s[0], h_t[0], p)
            if slope:
                np.multiply(p, s[1], out=h_t[1])
        y = np.matmul(self.layers[-1], inputs[-1])[:, 0]
        return y[0], y[1] if slope else None

    def _backward(self, x: Array, work: Any, by_y: Array, by_dy: Array | None) -> None:
        inputs, hidden, by_s = work
        by_s[0, 0] = by_y
        blocks, second = 1 if by_dy is None else 2, self.activation.second
        if by_dy is not None:
            by_s[1, 0] = by_dy
        for i in range(len(hidden), -1, -1):
            np.matmul(by_s[0], inputs[i][0].T, out=self.gradients[i])
            if blocks == 2:
                self.gradients[i] += np.matmul(by_s[1], inputs[i][1].T)
            if i > 0:
                s, h_t, p, by_h = hidden[i - 1]
                # np.matmul is slow where by_s has one row: an outer product
                multiply = np.multiply if i == len(hidden) else np.matmul
                multiply(self.transposed[i], by_s[:blocks], out=by_h[:blocks])
                if blocks == 2 and second is not None:  # ds += phi'' u dt
                    second(s[0], h_t[0], p, s[0])
                    s[0] *= s[1]
                    s[0] *= by_h[1]
                    by_h *= p
                    by_h[0] += s[0]
                else:
                    by_h[:blocks] *= p
                by_s = by_h


class Shallow(FastNet):
    """One hidden layer, y = v . phi(w x + b) + c: the same by sums over samples, at half the cost.

    Here u = w and dh = v dy, dt = v dy' are outer products that need not be written out. With
    H, P, Q = phi, phi', phi'' at w x + b, each (width, n), sums over samples suffice:

        y' = (v w)^T P                          dv = H dy + w (P dy')       dc = sum dy
        db = v (P dy + w (Q dy'))               dw = v (P (x dy) + P dy' + w (Q (x dy')))

    Q takes the place of w x + b, which is not needed any more by then.
    """

    def __init__(self, start: Weights, activation: str, weights: Array) -> None:
        """As for any net."""
        super().__init__(start, activation, weights)
        first, last = self.layers
        self.w, self.v, self.c = first[:, 0], last[0, :-1], last[0, -1:]
        first, last = self.gradients
        self.by_w, self.by_b = first[:, 0], first[:, 1]
        self.by_v, self.by_c = last[0, :-1], last[0, -1:]

    def _allocate(self, n: int, slope: bool) -> Any:
        def new(*shape: int) -> Array:
            return np.ones(shape, self.weights.dtype)

        width = len(self.layers[0])
        inputs = new(2, n)  # x over a row of ones for the bias
        columns = new(n, 4)  # dy, x dy, dy', x dy'
        return inputs, new(3, width, n), columns

    def _forward(self, x: Array, work: Any, slope: bool) -> tuple[Array, Any]:
        inputs, (h, p, s), _ = work
        inputs[0] = x
        np.matmul(self.layers[0], inputs, out=s)
        self.activation.first(s, h, p)
        y = np.vecmat(self.v, h) + self.c
        return y, np.vecmat(self.v * self.w, p) if slope else None

    def _backward(self, x: Array, work: Any, by_y: Array, by_dy: Array | None) -> None:
        _, h_p_q, columns = work
        v, w = self.v, self.w
        columns[:, 0] = by_y
        np.multiply(x, by_y, out=columns[:, 1])
        if by_dy is None:
            h, p = h_p_q[:2] @ columns[:, :2]
            self.by_v[:] = h[:, 0]
            np.multiply(v, p[:, 0], out=self.by_b)
            np.multiply(v, p[:, 1], out=self.by_w)
        else:
            columns[:, 2] = by_dy
            np.multiply(x, by_dy, out=columns[:, 3])
            if self.activation.second is not None:
                self.activation.second(h_p_q[2], *h_p_q)
            else:
                h_p_q[2] = 0
            h, p, q = h_p_q @ columns
            self.by_v[:] = h[:, 0] + w * p[:, 2]
            self.by_w[:] = v * (p[:, 1] + p[:, 2] + w * q[:, 3])
            self.by_b[:] = v * (p[:, 0] + w * q[:, 2])
        self.by_c[0] = np.add.reduce(by_y)


def fast_net(start: Weights, activation: str, weights: Array) -> FastNet:
    """Return the net that starts as given and keeps its parameters in `weights`."""
    kind = Shallow if len(start.layers) == 2 else Deep
    return kind(start, activation, weights)


def memory_for(start: Weights, copies: int, dtype: Any) -> Array:
    """Return zeros for so many copies of a net's parameters, shape (copies, size)."""
    size = sum(rows * (inputs + 1) for rows, inputs in _shapes(start))
    return np.zeros((copies, size + (start.skip is not None)), dtype)


def _shapes(start: Weights) -> list[tuple[int, int]]:
    return [(len(weight), len(weight.T)) for weight, _ in start.layers]


def _views(flat: Array, shapes: list[tuple[int, int]]) -> list[Array]:
    """Return the layers, shape (outputs, inputs + 1), as views of a flat vector."""
    views, begin = [], 0
    for rows, columns in shapes:
        views.append(flat[begin : begin + rows * columns].reshape(rows, columns))
        begin += rows * columns
    return views
